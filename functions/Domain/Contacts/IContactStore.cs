namespace CampaignTasks.Domain.Contacts;

/// <summary>A store of contacts, with an index from addresses to contacts.</summary>
public interface IContactStore
{
    /// <summary>Finds the contact; null when the tenant has none with this id.</summary>
    Task<Contact?> FindAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>Stores the contact if it still has the version it was read with (null: if there is none), and points its addresses to it.
    /// Consent given for an address that is new to the contact becomes the contact's own where it is newer.</summary>
    /// <exception cref="ConcurrencyConflictException">It was stored or changed in between.</exception>
    Task<Contact> SaveAsync(Contact contact, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the contact and its index entries; opt-outs of its addresses stay, without the addresses. A contact that is gone is not an
    /// error.
    /// </summary>
    Task DeleteAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>Lists a tenant's contacts in the order of <see cref="ContactKey"/>.</summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> does not belong to this list.</exception>
    Task<CursorPage<Contact>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken);

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
    /// Stores the consent of an address, whether or not a contact has it; a consent older than the stored one changes nothing.
    /// </summary>
    Task SetConsentAsync(string tenantId, ChannelKind channel, string address, Consent consent, CancellationToken cancellationToken);
}
