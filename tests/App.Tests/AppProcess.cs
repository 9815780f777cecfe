using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace CampaignTasks.App.Tests;

/// <summary>
/// The real app as a process of its own, started by <see cref="AppSite.Start"/>: what it says, how it ends, and a client of its API.
/// </summary>
public sealed class AppProcess : IAsyncDisposable
{
    // The first start in a fresh clone installs the storage emulator; a busy machine takes its time.
    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();

    internal AppProcess(AppSite site, IEnumerable<string> arguments)
    {
        Site = site;
        process = new() { StartInfo = StartInfo(site, arguments) };
        process.OutputDataReceived += (_, line) => Add(output, line.Data);
        process.ErrorDataReceived += (_, line) => Add(errors, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Client = new() { BaseAddress = new Uri(site.Url) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", site.Key);
    }

    public AppSite Site { get; }

    /// <summary>A client with the key of tenant local.</summary>
    public HttpClient Client { get; }

    public int ProcessId => process.Id;

    /// <summary>What it wrote to standard output so far.</summary>
    public string Output => Text(output);

    /// <summary>What it wrote to standard error so far.</summary>
    public string Errors => Text(errors);

    /// <summary>Waits until it answers that it is healthy.</summary>
    public async Task<AppProcess> ReadyAsync()
    {
        await UntilAsync("it is healthy", async () =>
        {
            try
            {
                using var answer = await Client.GetAsync(new Uri("/api/health", UriKind.Relative));
                return answer.StatusCode is HttpStatusCode.OK;
            }
            catch (Exception e) when (e is HttpRequestException or SocketException)
            {
                // Nobody listens yet. A connection refused at the wrong moment reaches us bare.
                return false;
            }
        });
        return this;
    }

    /// <summary>Waits until a text stands in its output.</summary>
    public Task SaysAsync(string text) =>
        UntilAsync($"it says '{text}'", () => Task.FromResult(Output.Contains(text, StringComparison.Ordinal)));

    /// <summary>Waits for its end and all it said.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync()
    {
        using var timeout = new CancellationTokenSource(WaitLimit);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The app did not end within {WaitLimit}.{Outputs()}");
        }
    }

    /// <summary>Asks it to end, as a service manager does, and waits until it has.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> TerminateAsync()
    {
        const int Terminate = 15;
        if (Kill(process.Id, Terminate) is not 0)
        {
            throw new Win32Exception();
        }

        return ExitAsync();
    }

    /// <summary>Ends it as a power cut does (kill -9), and waits until it is gone. The storage emulator goes on.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await ExitAsync();
    }

    /// <summary>Waits for a condition as long as the app runs; fails with what the app said.</summary>
    public async Task UntilAsync(string what, Func<Task<bool>> condition)
    {
        var since = Stopwatch.StartNew();
        while (!await condition())
        {
            if (process.HasExited)
            {
                await process.WaitForExitAsync();
                throw new InvalidOperationException($"The app ended with exit code {process.ExitCode} before {what}.{Outputs()}");
            }

            if (since.Elapsed > WaitLimit)
            {
                throw new TimeoutException($"Within {WaitLimit} it did not come about that {what}.{Outputs()}");
            }

            await Task.Delay(Poll);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        Client.Dispose();
        process.Dispose();
    }

    private static ProcessStartInfo StartInfo(AppSite site, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = site.DataFolder,
        };
        foreach (var (name, value) in site.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private string Outputs() => $"\n--- output\n{Output}\n--- errors\n{Errors}";

    private static void Add(StringBuilder text, string? line)
    {
        lock (text)
        {
            _ = line is null ? text : text.AppendLine(line);
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
