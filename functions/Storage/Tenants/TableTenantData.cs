using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Storage.Accounts;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Ledger;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Tenants;

/// <summary>
/// The rows of a tenant in all tables. Every partition key but the directory's begins with the tenant, so one range of each table holds
/// all of them; an entry of the directory is deleted before the row that leads to it. Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableTenantData(StorageTables tables) : ITenantData
{
    // An answer of the service.
    private const int RowsAtOnce = 1000;

    private readonly TableClient _directory = tables.Directory;
    private readonly IReadOnlyList<TableClient> _tables = [.. tables.All.Where(table => table != tables.Directory)];

    /// <inheritdoc/>
    public async Task<int> DeleteSomeAsync(string tenantId, CancellationToken cancellationToken)
    {
        foreach (var table in _tables)
        {
            var deleted = await DeleteSomeAsync(table, tenantId, cancellationToken);
            if (deleted > 0)
            {
                return deleted;
            }
        }

        return 0;
    }

    private async Task<int> DeleteSomeAsync(TableClient table, string tenantId, CancellationToken cancellationToken)
    {
        await foreach (var page in table.ReadAsync(TenantRange.Of(tenantId), RowsAtOnce, Columns(table), cancellationToken).AsPages())
        {
            if (page.Values.Count is 0)
            {
                // The service may answer with nothing but a place to go on from.
                continue;
            }

            foreach (var row in page.Values)
            {
                await DeleteEntryAsync(table, tenantId, row, cancellationToken);
            }

            foreach (var batch in RowBatches.Of(page.Values.Select(row => new TableEntity(row.PartitionKey, row.RowKey))))
            {
                await table.DeleteAllAsync(batch, cancellationToken);
            }

            return page.Values.Count;
        }

        return 0;
    }

    // Only rows that lead to entries of the directory are read as a whole.
    private string[]? Columns(TableClient table) => table == tables.Definitions || table == tables.Runs ? null : [];

    private async Task DeleteEntryAsync(TableClient table, string tenantId, TableEntity row, CancellationToken cancellationToken)
    {
        (string Partition, string Row)? entry =
            table == tables.Runs ? TableRunStore.EntryOf(row)
            : row.PartitionKey == TableAccountStore.Partition(tenantId) ? TableAccountStore.EntryOf(row)
            : row.PartitionKey == KeyRows.Partition(tenantId) && KeyRows.Read(row) is { } key ? KeyRows.Entry(key.Hash)
            : null;
        if (entry is var (partition, rowKey))
        {
            await _directory.DeleteEntityAsync(partition, rowKey, ETag.All, cancellationToken);
        }
    }
}
