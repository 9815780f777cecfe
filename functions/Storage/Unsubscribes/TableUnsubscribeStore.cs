using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain.Unsubscribes;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Unsubscribes;

/// <summary>A store of unsubscribes in Table Storage: one partition per task, one row per message. Thread-safe.</summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableUnsubscribeStore(StorageTables tables) : IUnsubscribeStore
{
    private readonly TableClient _table = tables.Conversions;

    /// <inheritdoc/>
    public async Task AddAsync(string tenantId, Unsubscribe unsubscribe, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition(tenantId, unsubscribe.TaskId), unsubscribe.Message.ToString());
        Columns.WriteRecord(row, unsubscribe, DomainJson.Default.Unsubscribe);
        await _table.TryInsertAsync(row, cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Unsubscribe> ReadAsync(
        string tenantId,
        string taskId,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var row in _table.ReadAsync(RowFilter.Partition(Partition(tenantId, taskId)), cancellationToken))
        {
            yield return Columns.ReadRecord(row, DomainJson.Default.Unsubscribe);
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string tenantId, string taskId, CancellationToken cancellationToken)
    {
        var filter = RowFilter.Partition(Partition(tenantId, taskId));
        var rows = await _table.ReadAsync(filter, RowLimits.PageRows, columns: [], cancellationToken).ToListAsync(cancellationToken);
        foreach (var row in rows)
        {
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
        }
    }

    private static string Partition(string tenantId, string taskId) => Keys.Partition(tenantId, "unsubscribe", taskId);
}
