using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Orders;

/// <summary>
/// A store of orders in Table Storage: all orders of a contact in one row, which is authoritative; in addition the index of sales, and the
/// contact of each order. The index is written before the row: a crash in between is repaired when the orders are stored again.
/// Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableOrderStore(StorageTables tables) : IOrderStore
{
    private const string Prefix = "O";
    private const string Contact = "Contact";
    private const int Rounds = 16;

    private readonly TableClient _histories = tables.Histories;
    private readonly TableClient _ids = tables.OrderIds;
    private readonly SaleRows _sales = new(tables.Sales);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UpsertResult>> SaveAsync(
        string tenantId,
        IReadOnlyList<OrderUpsert> facts,
        CancellationToken cancellationToken
    ) => await new OrderWriter(_histories, _ids, _sales, tenantId).SaveAsync(facts, cancellationToken);

    /// <inheritdoc/>
    public async Task<OrderUpsert?> FindAsync(string tenantId, string orderId, CancellationToken cancellationToken)
    {
        if (!ExternalId.IsValid(orderId))
        {
            return null;
        }

        var key = IdRow(tenantId, orderId);
        return
            await _ids.FindAsync(key.PartitionKey, key.RowKey, cancellationToken) is { } row
            && row.GetString(Contact) is { } contactId
            && (await ReadHistoryAsync(tenantId, contactId, cancellationToken)).Find(orderId) is { } order
            ? new OrderUpsert(contactId, order)
            : null;
    }

    /// <inheritdoc/>
    public async Task<OrderHistory> ReadHistoryAsync(string tenantId, string contactId, CancellationToken cancellationToken) =>
        await FindRowAsync(_histories, tenantId, contactId, cancellationToken) is { } row ? Read(row) : OrderHistory.Empty;

    /// <inheritdoc/>
    public async IAsyncEnumerable<(string ContactKey, OrderHistory History)> ReadHistoriesAsync(
        string tenantId,
        string? afterKey,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        for (
            var shard = afterKey is null ? 0 : ContactKey.Shard(ContactKey.IdOf(afterKey));
            shard < ContactKey.Shards;
            shard++, afterKey = null
        )
        {
            var partition = Partition(tenantId, shard);
            var filter = afterKey is null
                ? RowFilter.Partition(partition)
                : RowFilter.After(partition, Keys.Part(ContactKey.IdOf(afterKey)));
            await foreach (var row in _histories.ReadAsync(filter, perAnswer: 200, columns: null, cancellationToken))
            {
                yield return (ContactKey.Of(TableKey.Decode(row.RowKey)), Read(row));
            }
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<Sale> ReadSalesAsync(
        string tenantId,
        string product,
        DateTimeOffset? from,
        DateTimeOffset? to,
        string? afterKey,
        CancellationToken cancellationToken
    ) => _sales.ReadAsync(tenantId, product, from, to, afterKey, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(string tenantId, string orderId, CancellationToken cancellationToken)
    {
        var key = IdRow(tenantId, orderId);
        if (
            !ExternalId.IsValid(orderId)
            || await _ids.FindAsync(key.PartitionKey, key.RowKey, cancellationToken) is not { } id
            || ContactOf(id) is not { } contactId
        )
        {
            return false;
        }

        for (var round = 1; !await TryRemoveAsync(tenantId, contactId, orderId, cancellationToken); round++)
        {
            if (round == Rounds)
            {
                throw new ConcurrencyConflictException($"The order history of contact {contactId}");
            }
        }

        // Last: until then a repetition finds the rest.
        await _ids.DeleteEntityAsync(key.PartitionKey, key.RowKey, Azure.ETag.All, cancellationToken);
        return true;
    }

    /// <returns>False when somebody else wrote the history in between.</returns>
    private async Task<bool> TryRemoveAsync(string tenantId, string contactId, string orderId, CancellationToken cancellationToken)
    {
        var row = await FindRowAsync(_histories, tenantId, contactId, cancellationToken);
        var history = row is null ? OrderHistory.Empty : Read(row);
        if (row is null || history.Find(orderId) is not { } order)
        {
            return true;
        }

        await _sales.WriteAsync([], [.. SaleRows.Of(tenantId, contactId, order)], atOnce: 4, cancellationToken);
        try
        {
            if (history.Orders.Count is 1)
            {
                await _histories.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken);
                return true;
            }

            await _histories.UpdateOrLoseAsync(
                ConditionalWrites.Sign(Write(tenantId, contactId, HistoryCodec.Write(history.Without(orderId)))),
                ConditionalWrites.Version(row),
                TableUpdateMode.Replace,
                "The order history",
                cancellationToken
            );
            return true;
        }
        catch (ConcurrencyConflictException)
        {
            return false;
        }
        catch (Azure.RequestFailedException e) when (ConditionalWrites.IsLost(e))
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task DeleteHistoryAsync(string tenantId, string contactId, CancellationToken cancellationToken)
    {
        if (await FindRowAsync(_histories, tenantId, contactId, cancellationToken) is not { } row)
        {
            return;
        }

        // The row goes last: until then a repetition finds the rest.
        var history = Read(row);
        await _sales.WriteAsync(
            [],
            [.. history.Orders.SelectMany(order => SaleRows.Of(tenantId, contactId, order))],
            atOnce: 4,
            cancellationToken
        );
        foreach (var order in history.Orders)
        {
            var id = IdRow(tenantId, order.Id);
            await _ids.DeleteEntityAsync(id.PartitionKey, id.RowKey, Azure.ETag.All, cancellationToken);
        }

        await _histories.DeleteEntityAsync(row.PartitionKey, row.RowKey, Azure.ETag.All, cancellationToken);
    }

    internal static Task<TableEntity?> FindRowAsync(
        TableClient histories,
        string tenantId,
        string contactId,
        CancellationToken cancellationToken
    ) => histories.FindAsync(Partition(tenantId, ContactKey.Shard(contactId)), Keys.Part(contactId), cancellationToken);

    internal static OrderHistory Read(TableEntity row) => HistoryCodec.Read(Columns.Read(row, Prefix).Span);

    internal static TableEntity Write(string tenantId, string contactId, byte[] packed)
    {
        var row = new TableEntity(Partition(tenantId, ContactKey.Shard(contactId)), Keys.Part(contactId));
        Columns.Write(row, Prefix, packed);
        return row;
    }

    internal static TableEntity IdRow(string tenantId, string orderId) =>
        new($"{Keys.Partition(tenantId, "order")}|{ContactKey.Digit(ContactKey.Shard(orderId))}", Keys.Part(orderId));

    internal static TableEntity IdRow(string tenantId, OrderUpsert fact)
    {
        var row = IdRow(tenantId, fact.Order.Id);
        row[Contact] = fact.ContactId;
        return row;
    }

    internal static string? ContactOf(TableEntity idRow) => idRow.GetString(Contact);

    private static string Partition(string tenantId, int shard) => $"{Keys.Partition(tenantId, "history")}|{ContactKey.Digit(shard)}";
}
