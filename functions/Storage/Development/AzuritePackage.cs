using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace CampaignTasks.Storage.Development;

/// <summary>The folder with the emulator's package.json and lock file, and the packages that npm installed there.</summary>
internal sealed class AzuritePackage
{
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(250);

    private AzuritePackage(string folder)
    {
        Folder = folder;
    }

    public string Folder { get; }

    /// <summary>Finds the given folder, or the nearest <c>local/azurite</c> above the program or the current directory.</summary>
    public static AzuritePackage Find(string? folder)
    {
        if (folder is not null)
        {
            return IsPackage(folder)
                ? new(Path.GetFullPath(folder))
                : throw new InvalidOperationException($"There is no package.json and run.cjs of the storage emulator in {folder}.");
        }

        foreach (var start in (string[])[AppContext.BaseDirectory, Environment.CurrentDirectory])
        {
            for (var at = new DirectoryInfo(start); at is not null; at = at.Parent)
            {
                var candidate = Path.Combine(at.FullName, "local", "azurite");
                if (IsPackage(candidate))
                {
                    return new(candidate);
                }
            }
        }

        throw new InvalidOperationException(
            "The storage emulator's folder local/azurite was not found above the program or the current directory. Run inside the repository, or set a storage connection string."
        );
    }

    /// <summary>
    /// Runs <c>npm ci</c> unless the locked version is installed. Processes that start together wait for one of them to do it.
    /// </summary>
    public async Task InstallAsync(Action? installing, CancellationToken cancellationToken)
    {
        if (IsInstalled())
        {
            return;
        }

        using var held = await LockAsync(cancellationToken);
        if (!IsInstalled())
        {
            installing?.Invoke();
            await NpmCiAsync(cancellationToken);
        }
    }

    private static bool IsPackage(string folder) =>
        File.Exists(Path.Combine(folder, "package.json")) && File.Exists(Path.Combine(folder, "run.cjs"));

    // npm writes the hidden lock file last, so an interrupted installation does not count.
    private bool IsInstalled() =>
        VersionIn(Path.Combine(Folder, "node_modules", ".package-lock.json")) is { } installed
        && installed == VersionIn(Path.Combine(Folder, "package-lock.json"))
        && File.Exists(Path.Combine(Folder, "node_modules", "azurite", "package.json"));

    private static string? VersionIn(string lockFile)
    {
        if (!File.Exists(lockFile))
        {
            return null;
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(lockFile));
        return
            document.RootElement.TryGetProperty("packages", out var packages)
            && packages.TryGetProperty("node_modules/azurite", out var azurite)
            && azurite.TryGetProperty("version", out var version)
            ? version.GetString()
            : null;
    }

    // The operating system releases the lock when its holder dies; the empty file stays, because deleting it would be a race.
    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new(Path.Combine(Folder, ".install.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
            {
                await Task.Delay(LockPoll, TimeProvider.System, cancellationToken);
            }
        }
    }

    private async Task NpmCiAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(
            OperatingSystem.IsWindows() ? "npm.cmd" : "npm",
            ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        )
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        using var npm = Launch(start);
        try
        {
            var output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = await npm.StandardError.ReadToEndAsync(cancellationToken);
            await output;
            await npm.WaitForExitAsync(cancellationToken);
            if (npm.ExitCode is not 0)
            {
                throw new InvalidOperationException($"'npm ci' in {Folder} failed with exit code {npm.ExitCode}. {errors.Trim()}");
            }
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Launch(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException("npm could not be started.");
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException(
                "The storage emulator is installed with npm, and no 'npm' was found on the PATH. Install Node.js 20 or newer.",
                e
            );
        }
    }
}
