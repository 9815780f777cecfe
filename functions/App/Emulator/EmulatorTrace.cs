using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace CampaignTasks.App.Emulator;

/// <summary>
/// The record in the data folder of the emulator process that the app started. It outlives a killed app, so that the next one can
/// still stop it: the process id alone could belong to another program by then, so the process's start time is recorded, too.
/// </summary>
internal sealed class EmulatorTrace(string folder)
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);

    // The start time is computed from the machine's uptime and differs by some milliseconds between readers.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private readonly string _path = Path.Combine(folder, "azurite.pid");

    /// <summary>Records the emulator's process.</summary>
    public void Write(int processId)
    {
        using var process = Process.GetProcessById(processId);
        File.WriteAllText(_path, string.Create(CultureInfo.InvariantCulture, $"{processId} {StartOf(process):O}"));
    }

    /// <summary>Deletes the record.</summary>
    public void Delete() => File.Delete(_path);

    /// <summary>Finds the recorded process if it still runs, for the caller to dispose of; null otherwise.</summary>
    public Process? Find()
    {
        if (
            !File.Exists(_path)
            || File.ReadAllText(_path).Split(' ') is not [var id, var start]
            || !int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var processId)
            || !DateTimeOffset.TryParse(start, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var startedAt)
        )
        {
            return null;
        }

        Process? process = null;
        try
        {
            process = Process.GetProcessById(processId);
            if (!process.HasExited && (StartOf(process) - startedAt).Duration() < Tolerance)
            {
                return process;
            }
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It ended, or the id belongs to another program by now.
        }

        process?.Dispose();
        return null;
    }

    /// <summary>
    /// Asks an emulator that is not a child process to save and end. False where that is not possible: it is then left running.
    /// </summary>
    public static async Task<bool> StopAsync(Process process, CancellationToken cancellationToken)
    {
        const int Terminate = 15;
        if (OperatingSystem.IsWindows() || Kill(process.Id, Terminate) is not 0)
        {
            return false;
        }

        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(StopTimeout);
        try
        {
            await process.WaitForExitAsync(limited.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static DateTimeOffset StartOf(Process process) => new DateTimeOffset(process.StartTime).ToUniversalTime();

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
