using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace CampaignTasks.App.Emulator;

/// <summary>
/// The note in the data folder that says which process is the emulator we started there. It outlives a killed app, so that the next one can
/// still end it: a number alone could meanwhile be another program's, so the process's start time is noted too.
/// </summary>
internal sealed class EmulatorTrace(string folder)
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);

    // The start time is computed from the machine's uptime and differs by some milliseconds from reader to reader.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private readonly string _path = Path.Combine(folder, "azurite.pid");

    /// <summary>Notes the emulator's process.</summary>
    public void Write(int processId)
    {
        using var process = Process.GetProcessById(processId);
        File.WriteAllText(_path, string.Create(CultureInfo.InvariantCulture, $"{processId} {StartOf(process):O}"));
    }

    /// <summary>Forgets it.</summary>
    public void Delete() => File.Delete(_path);

    /// <summary>The noted process if it still runs, for the caller to dispose; else null.</summary>
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
            // It ended, or it is somebody else's by now.
        }

        process?.Dispose();
        return null;
    }

    /// <summary>
    /// Asks an emulator that is no child of ours to save and end. False where that cannot be asked: it is then left running.
    /// </summary>
    public static async Task<bool> StopAsync(Process process, CancellationToken cancellationToken)
    {
        const int Terminate = 15;
        if (OperatingSystem.IsWindows() || Kill(process.Id, Terminate) is not 0)
        {
            return false;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(StopTimeout);
        try
        {
            await process.WaitForExitAsync(patience.Token);
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
