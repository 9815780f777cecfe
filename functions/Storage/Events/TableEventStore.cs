using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Events;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Events;

/// <summary>
/// A store of events in Table Storage: sixteen partitions of contacts and sixteen of ids per tenant, so that a file of events takes few
/// transactions. Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableEventStore(StorageTables tables) : IEventStore
{
    private const int MaxItems = 200;

    private readonly TableClient _table = tables.Events;

    /// <inheritdoc/>
    public Task<IReadOnlyList<EventResult>> SaveAsync(
        string tenantId,
        IReadOnlyList<ContactEvent> events,
        DateTimeOffset receivedAt,
        CancellationToken cancellationToken
    ) => new EventWriter(_table, tenantId, receivedAt).SaveAsync(events, cancellationToken);

    /// <inheritdoc/>
    public async Task<ContactEvent?> FindAsync(string tenantId, string eventId, CancellationToken cancellationToken)
    {
        if (!ExternalId.IsValid(eventId))
        {
            return null;
        }

        var (partition, key) = EventRows.IdKeyOf(tenantId, eventId);
        if (await _table.FindAsync(partition, key, cancellationToken) is not { } id)
        {
            return null;
        }

        var (contactId, at) = EventRows.ReadId(id);
        (partition, key) = EventRows.KeyOf(tenantId, contactId, at, eventId);
        return await _table.FindAsync(partition, key, cancellationToken) is { } row ? EventRows.Read(row) : null;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ContactEvent> ReadAsync(
        string tenantId,
        string contactId,
        string? name,
        DateTimeOffset since,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var row in _table.ReadAsync(EventRows.Since(tenantId, contactId, name, since), cancellationToken))
        {
            yield return EventRows.Read(row);
        }
    }

    /// <inheritdoc/>
    public async Task<CursorPage<ContactEvent>> ListAsync(
        string tenantId,
        string contactId,
        string? name,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxItems);
        var list = EventRows.List(tenantId, contactId, name);
        var filter = EventRows.After(tenantId, contactId, name, CursorCodec.Read(list, cursor));
        var rows = await _table
            .ReadAsync(filter, limit + 1, columns: null, cancellationToken)
            .Take(limit + 1)
            .ToListAsync(cancellationToken);
        var isMore = rows.Count > limit;
        return new([.. rows.Take(limit).Select(EventRows.Read)], isMore ? CursorCodec.Write(list, rows[limit - 1].RowKey) : null);
    }

    /// <inheritdoc/>
    public async Task DeleteAllAsync(string tenantId, string contactId, CancellationToken cancellationToken)
    {
        var filter = EventRows.After(tenantId, contactId, name: null, rowKey: null);
        await foreach (var page in _table.ReadAsync(filter, RowLimits.PageRows, columns: [], cancellationToken).AsPages())
        {
            // The events go last: until then a repetition finds the rest.
            TableEntity[] rows = [.. page.Values.Select(row => new TableEntity(row.PartitionKey, row.RowKey))];
            await DeleteAsync(rows.Select(row => EventRows.IdOf(tenantId, row)), cancellationToken);
            await DeleteAsync(rows, cancellationToken);
        }
    }

    private async Task DeleteAsync(IEnumerable<TableEntity> rows, CancellationToken cancellationToken)
    {
        foreach (var batch in RowBatches.Of(rows))
        {
            await _table.DeleteAllAsync(batch, cancellationToken);
        }
    }
}
