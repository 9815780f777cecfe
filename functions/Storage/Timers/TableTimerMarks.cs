using Azure.Data.Tables;
using CampaignTasks.Domain.Timers;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Timers;

/// <summary>A store of timer marks in Table Storage, a row for each function. Thread-safe.</summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableTimerMarks(StorageTables tables) : ITimerMarks
{
    private const string Partition = "timers";

    private const string CalledAt = "calledAt";

    private readonly TableClient _table = tables.Directory;

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> FindAsync(string function, CancellationToken cancellationToken)
    {
        var row = await _table.FindAsync(Partition, Keys.Part(function), cancellationToken);
        return row?.GetDateTimeOffset(CalledAt);
    }

    /// <inheritdoc/>
    public async Task SetAsync(string function, DateTimeOffset calledAt, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition, Keys.Part(function)) { [CalledAt] = calledAt };
        await _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }
}
