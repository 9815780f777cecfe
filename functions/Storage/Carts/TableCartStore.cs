using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Carts;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Carts;

/// <summary>
/// A store of carts in Table Storage: sixteen partitions per tenant, by the cart's id. Next to each cart lies its entry in the index by
/// contact, so that one transaction writes both. Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableCartStore(StorageTables tables) : ICartStore
{
    private const int Rounds = 16;

    // The character after the bar that ends a part of a key.
    private const char AfterBar = '}';

    private readonly TableClient _table = tables.Carts;

    /// <inheritdoc/>
    public async Task<(CartResult Result, Cart Stored)> SaveAsync(
        string tenantId,
        Cart cart,
        DateTimeOffset receivedAt,
        CancellationToken cancellationToken
    )
    {
        for (var round = 1; ; round++)
        {
            var row = await FindRowAsync(tenantId, cart.Id, cancellationToken);
            var stored = row is null ? null : Read(row);
            var result = Cart.Decide(stored, cart);
            if (result is not CartResult.Stored)
            {
                return (result, stored!);
            }

            if (await TryWriteAsync(tenantId, cart, row, receivedAt, cancellationToken))
            {
                return (result, cart);
            }

            if (round == Rounds)
            {
                throw new ConcurrencyConflictException(What(cart));
            }
        }
    }

    /// <inheritdoc/>
    public async Task<Cart?> FindAsync(string tenantId, string cartId, CancellationToken cancellationToken) =>
        ExternalId.IsValid(cartId) && await FindRowAsync(tenantId, cartId, cancellationToken) is { } row ? Read(row) : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Cart>> ReadAllAsync(string tenantId, string contactId, CancellationToken cancellationToken)
    {
        List<Cart> carts = [];
        foreach (var entry in await EntriesAsync(tenantId, contactId, cancellationToken))
        {
            if (await FindRowAsync(tenantId, CartOf(entry), cancellationToken) is { } row && Read(row) is { IsDeleted: false } cart)
            {
                carts.Add(cart);
            }
        }

        return [.. carts.OrderBy(cart => cart.Id, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task DeleteAllAsync(string tenantId, string contactId, CancellationToken cancellationToken)
    {
        foreach (var entry in await EntriesAsync(tenantId, contactId, cancellationToken))
        {
            await _table.DeleteAllAsync(
                [new TableEntity(entry.PartitionKey, CartKey(CartOf(entry))), new TableEntity(entry.PartitionKey, entry.RowKey)],
                cancellationToken
            );
        }
    }

    private async Task<bool> TryWriteAsync(
        string tenantId,
        Cart cart,
        TableEntity? stored,
        DateTimeOffset receivedAt,
        CancellationToken cancellationToken
    )
    {
        var row = new TableEntity(Partition(tenantId, ContactKey.Shard(cart.Id)), CartKey(cart.Id))
        {
            [OldRows.KeptSince] = receivedAt.ToUniversalTime(),
        };
        Columns.WriteRecord(row, cart, DomainJson.Default.Cart);
        var entry = new TableEntity(row.PartitionKey, $"{EntryPrefix(cart.ContactId)}{Keys.Part(cart.Id)}")
        {
            [OldRows.KeptSince] = receivedAt.ToUniversalTime(),
        };
        TableTransactionAction[] beside = [new(TableTransactionActionType.UpsertReplace, entry)];
        if (stored is null)
        {
            return await _table.TryInsertAsync(row, beside, cancellationToken) is not null;
        }

        try
        {
            var version = ConditionalWrites.Version(stored);
            await _table.UpdateOrLoseAsync(row, version, TableUpdateMode.Replace, beside, What(cart), cancellationToken);
            return true;
        }
        catch (ConcurrencyConflictException)
        {
            return false;
        }
    }

    // Only erasures and people who look ask for them: it is a range read of each partition.
    private async Task<IReadOnlyList<TableEntity>> EntriesAsync(string tenantId, string contactId, CancellationToken cancellationToken)
    {
        List<TableEntity> entries = [];
        var (from, before) = (EntryPrefix(contactId), $"{EntryPrefix(contactId)[..^1]}{AfterBar}");
        for (var shard = 0; shard < ContactKey.Shards; shard++)
        {
            var filter = RowFilter.Range(Partition(tenantId, shard), from, before);
            entries.AddRange(
                await _table.ReadAsync(filter, RowLimits.PageRows, columns: [], cancellationToken).ToListAsync(cancellationToken)
            );
        }

        return entries;
    }

    private Task<TableEntity?> FindRowAsync(string tenantId, string cartId, CancellationToken cancellationToken) =>
        _table.FindAsync(Partition(tenantId, ContactKey.Shard(cartId)), CartKey(cartId), cancellationToken);

    private static Cart Read(TableEntity row) => Columns.ReadRecord(row, DomainJson.Default.Cart);

    private static string Partition(string tenantId, int shard) => Keys.Partition(tenantId, "cart", ContactKey.Digit(shard).ToString());

    private static string CartKey(string cartId) => $"cart|{Keys.Part(cartId)}";

    private static string EntryPrefix(string contactId) => $"of|{Keys.Part(contactId)}|";

    private static string CartOf(TableEntity entry) => TableKey.Decode(entry.RowKey[(entry.RowKey.LastIndexOf('|') + 1)..]);

    private static string What(Cart cart) => $"Cart {cart.Id}";
}
