using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using CampaignTasks.Storage.Connection;

namespace CampaignTasks.Storage.Development;

/// <summary>
/// Azurite, the storage emulator, as a child process for local development and tests: installed from npm by its lock file when it is
/// missing, started, and stopped so that it saves first. Listens on the loopback address only.
/// </summary>
public sealed partial class AzuriteProcess : IAsyncDisposable
{
    // Saving a large data file takes seconds; after this the process is killed.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);

    private readonly Process process;
    private readonly string? temporaryFolder;
    private readonly StringBuilder complaints = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _blobPort,
        _queuePort,
        _tablePort,
        _disposed;

    private AzuriteProcess(Process process, string? temporaryFolder)
    {
        this.process = process;
        this.temporaryFolder = temporaryFolder;
        process.OutputDataReceived += (_, line) => Heard(line.Data);
        process.ErrorDataReceived += (_, line) => Complained(line.Data);
    }

    /// <summary>The emulator's account at the ports it listens on.</summary>
    public StorageAccount Account => StorageAccount.Development(_blobPort, _queuePort, _tablePort);

    /// <summary>The account as a setting for another process.</summary>
    public string ConnectionString => Account.ConnectionString!;

    /// <summary>The emulator's process, for messages and for tests that end it.</summary>
    public int ProcessId => process.Id;

    /// <summary>Installs if needed, starts, and waits until all three services listen.</summary>
    /// <exception cref="InvalidOperationException">
    /// Node.js, npm or the package is missing, a port is in use, or the emulator ended at once; the message says which and what to do.
    /// </exception>
    /// <exception cref="TimeoutException">It did not listen within <see cref="AzuriteOptions.StartTimeout"/>.</exception>
    public static async Task<AzuriteProcess> StartAsync(AzuriteOptions options, CancellationToken cancellationToken)
    {
        var package = AzuritePackage.Find(options.PackageFolder);
        await package.InstallAsync(options.Installing, cancellationToken);
        var temporary = options.DataFolder is null ? Directory.CreateTempSubdirectory("azurite-").FullName : null;
        var azurite = new AzuriteProcess(new() { StartInfo = StartInfo(package, options, temporary ?? options.DataFolder!) }, temporary);
        try
        {
            azurite.Launch();
            await azurite.ListeningAsync(options.StartTimeout, cancellationToken);
            return azurite;
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    /// <summary>Checks whether something accepts connections at all three of the account's endpoints.</summary>
    public static async Task<bool> AnswersAsync(StorageAccount account, CancellationToken cancellationToken)
    {
        foreach (var endpoint in (Uri[])[account.TableEndpoint, account.QueueEndpoint, account.BlobEndpoint])
        {
            using var socket = new TcpClient();
            try
            {
                await socket.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken);
            }
            catch (SocketException)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Asks the emulator to save and end, kills it after 15 s if it has not ended, and deletes a temporary data folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) is 1)
        {
            return;
        }

        if (HasStarted())
        {
            await StopAsync();
        }

        process.Dispose();
        if (temporaryFolder is not null && Directory.Exists(temporaryFolder))
        {
            Directory.Delete(temporaryFolder, recursive: true);
        }
    }

    private static ProcessStartInfo StartInfo(AzuritePackage package, AzuriteOptions options, string data)
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = package.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        start.ArgumentList.Add("run.cjs");
        if (options.DieWithParent)
        {
            start.ArgumentList.Add("--dieWithParent");
        }

        string[] arguments =
        [
            "--silent",
            "--disableTelemetry",
            "--skipApiVersionCheck",
            "--location",
            Path.GetFullPath(data),
            "--blobPort",
            Text(options.BlobPort),
            "--queuePort",
            Text(options.QueuePort),
            "--tablePort",
            Text(options.TablePort),
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    private void Launch()
    {
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("The storage emulator needs Node.js 20 or newer, and no 'node' was found on the PATH.", e);
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private async Task ListeningAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(timeout);
        try
        {
            // The exit is reported only after the last output was read, so that the message can contain it.
            if (await Task.WhenAny(ready.Task, process.WaitForExitAsync(stop.Token)) is var first && first != ready.Task)
            {
                await first;
                throw EndedAtOnce();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The storage emulator did not listen within {timeout}.{Complaints()}");
        }
    }

    private InvalidOperationException EndedAtOnce()
    {
        var said = Complaints();
        return BusyPort().Match(said) is { Success: true } busy
            ? new(
                $"The storage emulator could not start: port {busy.Groups[1].Value} is in use. End what listens there, or choose other ports."
            )
            : new($"The storage emulator ended at once, with exit code {process.ExitCode}.{said}");
    }

    private async Task StopAsync()
    {
        using var timeout = new CancellationTokenSource(StopTimeout);
        try
        {
            await process.StandardInput.WriteAsync("stop\n".AsMemory(), timeout.Token);
            await process.StandardInput.FlushAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private bool HasStarted()
    {
        try
        {
            return !process.HasExited;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private void Heard(string? line)
    {
        if (line is null || Listening().Match(line) is not { Success: true } match)
        {
            return;
        }

        var port = int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        _ = match.Groups[1].Value switch
        {
            "Blob" => _blobPort = port,
            "Queue" => _queuePort = port,
            _ => _tablePort = port,
        };
        if (_blobPort > 0 && _queuePort > 0 && _tablePort > 0)
        {
            ready.TrySetResult();
        }
    }

    private void Complained(string? line)
    {
        lock (complaints)
        {
            // The first lines tell the cause; a process that runs for days must not fill memory.
            if (!string.IsNullOrWhiteSpace(line) && complaints.Length < 4000)
            {
                complaints.Append(' ').Append(line);
            }
        }
    }

    private string Complaints()
    {
        lock (complaints)
        {
            return complaints.ToString();
        }
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^Azurite (Blob|Queue|Table) service is successfully listening at .*:(\d+)$")]
    private static partial Regex Listening();

    [GeneratedRegex(@"EADDRINUSE.*:(\d+)")]
    private static partial Regex BusyPort();
}
