using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Erasures;

/// <summary>
/// A store of erasures in Table Storage, newest first, one partition per tenant; a second partition lists the open ones. The row in that
/// partition is written before the erasure and deleted after it completes; one left by a crash is ignored. Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableErasureStore(StorageTables tables) : IErasureStore
{
    private readonly TableClient _table = tables.Definitions;

    /// <inheritdoc/>
    public async Task<Erasure> AddAsync(Erasure erasure, CancellationToken cancellationToken)
    {
        await _table.UpsertEntityAsync(OpenRow(erasure), TableUpdateMode.Replace, cancellationToken);
        return await _table.TryInsertAsync(Write(erasure), cancellationToken) is { } version
            ? erasure with
            {
                ETag = version,
            }
            : throw new ConcurrencyConflictException(What(erasure));
    }

    /// <inheritdoc/>
    public async Task<Erasure?> FindAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        if (!Keys.TryNewestFirst(id, out var key))
        {
            return null;
        }

        return await _table.FindAsync(Partition(tenantId), key, cancellationToken) is { } row ? Read(row) : null;
    }

    /// <inheritdoc/>
    public async Task<Erasure> UpdateAsync(Erasure erasure, CancellationToken cancellationToken)
    {
        var version = await _table.UpdateOrLoseAsync(
            Write(erasure),
            erasure.ETag,
            TableUpdateMode.Replace,
            What(erasure),
            cancellationToken
        );
        if (erasure.CompletedAt is not null)
        {
            await CloseAsync(erasure, cancellationToken);
        }

        return erasure with
        {
            ETag = version,
        };
    }

    /// <inheritdoc/>
    public Task<CursorPage<Erasure>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken) =>
        RowLists.PageAsync(_table, Partition(tenantId), filter: null, isSieved: false, limit, cursor, Read, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Erasure>> ListOpenAsync(string tenantId, int limit, CancellationToken cancellationToken)
    {
        List<Erasure> open = [];
        await foreach (var row in _table.ReadAsync(RowFilter.Partition(Open(tenantId)), cancellationToken))
        {
            if (open.Count == limit)
            {
                break;
            }

            switch (await FindAsync(tenantId, row.RowKey, cancellationToken))
            {
                case { CompletedAt: null } erasure:
                    open.Add(erasure);
                    break;
                case { } done:
                    await CloseAsync(done, cancellationToken);
                    break;
                default:
                    // It is just being added, or its creation failed: then no caller knows it.
                    break;
            }
        }

        return open;
    }

    private async Task CloseAsync(Erasure erasure, CancellationToken cancellationToken) =>
        await _table.DeleteEntityAsync(Open(erasure.TenantId), erasure.Id, ETag.All, cancellationToken);

    private static TableEntity OpenRow(Erasure erasure) => new(Open(erasure.TenantId), erasure.Id);

    private static TableEntity Write(Erasure erasure)
    {
        var row = new TableEntity(Partition(erasure.TenantId), Keys.NewestFirst(erasure.Id));
        Columns.WriteRecord(row, erasure, DomainJson.Default.Erasure);
        return row;
    }

    private static Erasure Read(TableEntity row) =>
        Columns.ReadRecord(row, DomainJson.Default.Erasure) with
        {
            ETag = ConditionalWrites.Version(row),
        };

    private static string Partition(string tenantId) => Keys.Partition(tenantId, "erasure");

    private static string Open(string tenantId) => Keys.Partition(tenantId, "erasing");

    private static string What(Erasure erasure) => $"Erasure {erasure.Id}";
}
