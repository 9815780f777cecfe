using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Testers;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Testers;

/// <summary>A store of testers in Table Storage: one partition per tenant, newest first. Thread-safe.</summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableTesterStore(StorageTables tables) : ITesterStore
{
    private readonly TableClient _table = tables.Definitions;

    /// <inheritdoc/>
    public async Task<Tester> AddAsync(Tester tester, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition(tester.TenantId), Keys.NewestFirst(tester.Id));
        Columns.WriteRecord(row, tester, DomainJson.Default.Tester);
        return await _table.TryInsertAsync(row, cancellationToken) is not null
            ? tester
            : await FindAsync(tester.TenantId, tester.Id, cancellationToken) ?? tester;
    }

    /// <inheritdoc/>
    public async Task<Tester?> FindAsync(string tenantId, string id, CancellationToken cancellationToken) =>
        Keys.TryNewestFirst(id, out var key) && await _table.FindAsync(Partition(tenantId), key, cancellationToken) is { } row
            ? Read(row)
            : null;

    /// <inheritdoc/>
    public async Task DeleteAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        if (Keys.TryNewestFirst(id, out var key))
        {
            await _table.DeleteEntityAsync(Partition(tenantId), key, ETag.All, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task<CursorPage<Tester>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken) =>
        RowLists.PageAsync(_table, Partition(tenantId), filter: null, isSieved: false, limit, cursor, Read, cancellationToken);

    private static Tester Read(TableEntity row) => Columns.ReadRecord(row, DomainJson.Default.Tester);

    private static string Partition(string tenantId) => Keys.Partition(tenantId, "tester");
}
