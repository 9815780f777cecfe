using Azure;
using CampaignTasks.Durable;
using CampaignTasks.Storage.Tables;

namespace CampaignTasks.Storage.Hub;

/// <summary>An instance's state as a row.</summary>
internal static class StateRow
{
    private const string Prefix = "s-";

    public const string Active = "Active";
    public const string Busy = "Busy";
    public const string NextDue = "NextDue";
    public const string Status = "Status";
    public const string CreatedAt = "CreatedAt";

    /// <summary>No due time: later than every instant a filter can name.</summary>
    private const long Never = long.MaxValue;

    // A failure travels in the same action as the output, so it is bounded as that is; a start carries a name and tags beside its input.
    private const int PayloadBytes = HubLimits.PayloadBytes + (16 * 1024);

    public static string[] ScanColumns { get; } = ["PartitionKey", "RowKey", Busy, NextDue];

    public static string[] PlainColumns { get; } =
    [
        "PartitionKey", "RowKey", Status, CreatedAt, Busy, NextDue, "Name", "ExecutionId", "StartedBy", "Generation", "LastUpdatedAt", "Epoch", "HistoryRows", "OutboxRows",
        "SentCount",
    ];

    public static string[] PayloadColumns { get; } =
    [
        .. PlainColumns, .. Parts.Columns("Start", PayloadBytes), .. Parts.Columns("CustomStatus", HubLimits.CustomStatusBytes),
        .. Parts.Columns("Output", PayloadBytes), .. Parts.Columns("Failure", PayloadBytes),
    ];

    /// <summary>The rows of all states, in any partition.</summary>
    public static string All { get; } = TableFilter.Create($"RowKey ge {"s-"} and RowKey lt {"s."}");

    public static bool Is(TableEntity row) => row.RowKey.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>A key that no other row of the table has: Azurite looks a row up by its row key first, and goes through all that have the same.</summary>
    public static string Key(string instanceId) => Prefix + instanceId;

    /// <param name="state">The state.</param>
    /// <param name="whole">False leaves out what only a start can change.</param>
    public static TableEntity Of(InstanceState state, bool whole)
    {
        var row = new TableEntity(state.InstanceId, Key(state.InstanceId))
        {
            ["ExecutionId"] = state.ExecutionId,
            [Status] = (int)state.Status,
            ["LastUpdatedAt"] = state.LastUpdatedAt,
            ["Epoch"] = state.Epoch,
            [NextDue] = state.NextDue?.UtcTicks ?? Never,
            [Active] = state.IsActive,
            [Busy] = state.Busy,
            ["HistoryRows"] = state.HistoryRows,
            ["OutboxRows"] = state.OutboxRows,
            ["SentCount"] = state.SentCount,
        };
        Parts.Write(row, "CustomStatus", state.CustomStatus);
        Parts.Write(row, "Output", state.Output);
        Parts.Write(row, "Failure", state.Failure);
        Parts.Write(row, "Tail", state.Tail);
        Parts.Write(row, "Outbox", state.Outbox);
        Parts.Write(row, "Seen", state.Seen);
        if (!whole) return row;

        row["Name"] = state.Name;
        row["StartedBy"] = state.StartedBy;
        row["Generation"] = state.Generation;
        row[CreatedAt] = state.CreatedAt;
        Parts.Write(row, "Start", state.Start);
        return row;
    }

    public static InstanceState State(TableEntity row) => new()
    {
        InstanceId = row.PartitionKey,
        Name = row.GetString("Name") ?? throw Missing(row, "Name"),
        ExecutionId = row.GetString("ExecutionId") ?? throw Missing(row, "ExecutionId"),
        StartedBy = row.GetString("StartedBy") ?? throw Missing(row, "StartedBy"),
        Generation = row.GetInt32("Generation") ?? 0,
        Status = (OrchestrationRuntimeStatus)(row.GetInt32(Status) ?? throw Missing(row, Status)),
        CreatedAt = row.GetDateTimeOffset(CreatedAt) ?? throw Missing(row, CreatedAt),
        LastUpdatedAt = row.GetDateTimeOffset("LastUpdatedAt") ?? throw Missing(row, "LastUpdatedAt"),
        Epoch = row.GetInt64("Epoch") ?? 0,
        NextDue = Due(row),
        Busy = row.GetBoolean(Busy) ?? false,
        Start = Payload(row, "Start"),
        CustomStatus = Payload(row, "CustomStatus"),
        Output = Payload(row, "Output"),
        Failure = Payload(row, "Failure"),
        HistoryRows = row.GetInt32("HistoryRows") ?? 0,
        Tail = Payload(row, "Tail"),
        Outbox = Payload(row, "Outbox"),
        OutboxRows = row.GetInt32("OutboxRows") ?? 0,
        SentCount = row.GetInt64("SentCount") ?? 0,
        Seen = Payload(row, "Seen"),
        Version = row.ETag == default ? null : row.ETag.ToString(),
    };

    public static DateTimeOffset? Due(TableEntity row) => row.GetInt64(NextDue) is { } ticks and not Never ? new(ticks, TimeSpan.Zero) : null;

    private static ReadOnlyMemory<byte> Payload(TableEntity row, string name) => Parts.Read(row, name);

    private static InvalidDataException Missing(TableEntity row, string column) => new($"Instance {row.PartitionKey} has no {column}.");
}
