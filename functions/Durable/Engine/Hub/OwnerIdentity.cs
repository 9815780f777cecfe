using System.Diagnostics;
using System.Globalization;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>Names this process so that a successor can tell whether it still lives.</summary>
/// <param name="Machine">The machine, its boot and its process space: only inside one of these do process ids mean anything.</param>
/// <param name="ProcessId">The process.</param>
/// <param name="ProcessStart">When it started.</param>
internal record OwnerIdentity(string Machine, int ProcessId, string ProcessStart)
{
    public static OwnerIdentity OfThisProcess() => Of(Environment.ProcessId);

    public static OwnerIdentity Of(int processId) => new(MachineName(), processId, StartOf(processId) ?? "?");

    /// <summary>
    /// True when the lease was taken on this machine by a process that is gone for certain. A process of another container or machine is never
    /// certain: its lease has to run out.
    /// </summary>
    public virtual bool IsGone(HubLease lease) =>
        lease.Machine == Machine && lease.ProcessStart != "?" && (lease.ProcessId != ProcessId || lease.ProcessStart != ProcessStart)
        && StartOf(lease.ProcessId) is var start && start != "?" && start != lease.ProcessStart;

    private static string MachineName()
    {
        if (!OperatingSystem.IsLinux()) return Environment.MachineName;
        // Containers may share a host name, and a pid says nothing after a reboot.
        var boot = File.Exists("/proc/sys/kernel/random/boot_id") ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() : "?";
        var space = File.ResolveLinkTarget("/proc/self/ns/pid", false)?.Name ?? "?";
        return $"{Environment.MachineName} {boot} {space}";
    }

    // Null: there is no such process. "?": it cannot be told.
    private static string? StartOf(int processId)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // Field 22 counts ticks since boot: exact, where Process.StartTime moves with the wall clock. The name before it may hold anything.
                var stat = File.ReadAllText($"/proc/{processId}/stat");
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                return fields[0] is "Z" or "X" ? null : fields[19];
            }

            using var process = Process.GetProcessById(processId);
            return process.StartTime.ToUniversalTime().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return "?";
        }
    }
}
