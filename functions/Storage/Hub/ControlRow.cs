using System.Globalization;
using CampaignTasks.Durable;
using CampaignTasks.Storage.Tables;

namespace CampaignTasks.Storage.Hub;

/// <summary>The lease and the notes to the owner as rows.</summary>
internal static class ControlRow
{
    public const string LeasePartition = "lease";
    public const string LeaseKey = "owner";
    public const string WakePartition = "wake";

    public static TableEntity Of(HubLease lease) => new(LeasePartition, LeaseKey)
    {
        ["Owner"] = lease.Owner,
        ["Epoch"] = lease.Epoch,
        ["Renewals"] = lease.Renewals,
        ["Machine"] = lease.Machine,
        ["ProcessId"] = lease.ProcessId,
        ["ProcessStart"] = lease.ProcessStart,
        ["Released"] = lease.Released,
    };

    public static HubLease Lease(TableEntity row) => new(
        row.GetString("Owner") ?? string.Empty,
        row.GetInt64("Epoch") ?? throw new InvalidDataException("The lease has no epoch."),
        row.GetInt64("Renewals") ?? 0,
        row.GetString("Machine") ?? string.Empty,
        row.GetInt32("ProcessId") ?? 0,
        row.GetString("ProcessStart") ?? string.Empty,
        row.GetBoolean("Released") ?? false,
        row.ETag.ToString());

    public static TableEntity Of(HubWake wake) => new(WakePartition, wake.Key) { ["InstanceId"] = wake.InstanceId, ["MessageKey"] = wake.MessageKey };

    public static HubWake Wake(TableEntity row) => new(
        row.RowKey,
        row.GetString("InstanceId") ?? throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The note {row.RowKey} names no instance.")),
        row.GetString("MessageKey"));
}
