namespace CampaignTasks.Domain.Contacts;

/// <summary>Keeps contacts, and an index that leads from an address to its contact.</summary>
public interface IContactStore
{
    /// <summary>The contact, or null when the tenant has none with this id.</summary>
    Task<Contact?> FindAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>
    /// Stores the contact if it still has the version it was read with (null: if there is none), and leads its addresses to it. What was
    /// said about an address it newly has becomes the contact's own, where that is newer.
    /// </summary>
    /// <exception cref="ConcurrencyConflictException">Somebody stored or changed it in between.</exception>
    Task<Contact> SaveAsync(Contact contact, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the contact and whatever leads to it; opt-outs of its addresses stay, without the addresses. One that is gone is no error.
    /// </summary>
    Task DeleteAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>A tenant's contacts in the order of <see cref="ContactKey"/>.</summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> is not one of this list's.</exception>
    Task<CursorPage<Contact>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>The contacts with these ids, in their order; null for one that is not there. Each is one point read.</summary>
    Task<IReadOnlyList<Contact?>> FindManyAsync(string tenantId, IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>All contacts behind a key, in the order of <see cref="ContactKey"/>, streamed.</summary>
    IAsyncEnumerable<Contact> ReadAllAsync(string tenantId, string? afterKey, CancellationToken cancellationToken);

    /// <summary>
    /// What is known of addresses, in the order they are given; each is one point read, and none where the tenant has no contacts and no
    /// opt-outs at all. Of several contacts with the same address the one stored last is found.
    /// </summary>
    /// <param name="tenantId">Whose.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="addresses">Normalized addresses.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<IReadOnlyList<KnownAddress>> FindByAddressAsync(
        string tenantId,
        ChannelKind channel,
        IReadOnlyList<string> addresses,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Remembers what was said about an address, whether or not a contact has it; older words than the stored one change nothing.
    /// </summary>
    Task SetConsentAsync(string tenantId, ChannelKind channel, string address, Consent consent, CancellationToken cancellationToken);
}
