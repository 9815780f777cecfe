using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Domain.Contacts;

/// <summary>A store of contacts, with an index from addresses to contacts and what is known of each address.</summary>
public interface IContactStore
{
    /// <summary>Finds the contact; null when the tenant has none with this id.</summary>
    Task<Contact?> FindAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>
    /// Stores the contact if it still has the version it was read with (null: if there is none), and points its addresses to it. A consent
    /// that is new, or whose address is, is recorded for the address first, where nothing newer is.
    /// </summary>
    /// <exception cref="ConcurrencyConflictException">It was stored or changed in between.</exception>
    Task<Contact> SaveAsync(Contact contact, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the contact and its index entries; opt-outs and suppressions of its addresses stay, without the addresses. A contact that is
    /// gone is not an error.
    /// </summary>
    Task DeleteAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>Lists a tenant's contacts in the order of <see cref="ContactKey"/>.</summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> does not belong to this list.</exception>
    Task<CursorPage<Contact>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>
    /// Lists the contacts whose id begins with a text, in the same order: a range read of each shard, whatever else is stored.
    /// </summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> does not belong to this list.</exception>
    Task<CursorPage<Contact>> SearchAsync(string tenantId, string idPrefix, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>Finds the contacts with these ids, in their order; null for one that does not exist. Each is one point read.</summary>
    Task<IReadOnlyList<Contact?>> FindManyAsync(string tenantId, IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>Streams all contacts after a key, in the order of <see cref="ContactKey"/>.</summary>
    IAsyncEnumerable<Contact> ReadAllAsync(string tenantId, string? afterKey, CancellationToken cancellationToken);

    /// <summary>
    /// Finds what is known about addresses, in their order; each is one point read, and none where the tenant has no contacts and no
    /// opt-outs at all. Of several contacts with the same address the one stored last is found.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="addresses">Normalized addresses.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    Task<IReadOnlyList<KnownAddress>> FindByAddressAsync(
        string tenantId,
        ChannelKind channel,
        IReadOnlyList<string> addresses,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Finds the records of addresses, in their order; each is one point read, and none where nothing was ever said or reported about any
    /// address of the tenant.
    /// </summary>
    Task<IReadOnlyList<AddressRecord>> FindRecordsAsync(
        string tenantId,
        ChannelKind channel,
        IReadOnlyList<string> addresses,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Changes the record of an address, whether or not a contact has it: reads, changes and writes until nobody else wrote in between.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="address">The normalized address.</param>
    /// <param name="change">Returns the new record, or the same object when there is nothing to change. May be called again.</param>
    /// <param name="cancellationToken">Cancels the change before it is stored.</param>
    /// <returns>The record as it is stored now.</returns>
    Task<AddressRecord> ChangeRecordAsync(
        string tenantId,
        ChannelKind channel,
        string address,
        Func<AddressRecord, AddressRecord> change,
        CancellationToken cancellationToken
    );

    /// <summary>Returns false when the tenant certainly has no suppression. A storage call at most every few seconds.</summary>
    Task<bool> MayHaveSuppressionsAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>Lists a tenant's suppressions in a stable order, except those of erased people.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="channel">The channel; null for all of them.</param>
    /// <param name="limit">The most items to return, 1 to 200.</param>
    /// <param name="cursor">Where the previous page ended; null for the first page.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> does not belong to this list.</exception>
    Task<CursorPage<SuppressedAddress>> ListSuppressedAsync(
        string tenantId,
        ChannelKind? channel,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    );

    /// <summary>Streams a tenant's suppressions in the order of <see cref="ListSuppressedAsync"/>, except those of erased people.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="channel">The channel; null for all of them.</param>
    /// <param name="after">
    /// The address to go on behind, one of <paramref name="channel"/> where that is given; it need not be suppressed any more. Null to
    /// begin.
    /// </param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    IAsyncEnumerable<SuppressedAddress> ReadSuppressedAsync(
        string tenantId,
        ChannelKind? channel,
        (ChannelKind Channel, string Address)? after,
        CancellationToken cancellationToken
    );
}
