using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Testing.Stores;

/// <summary>Passes every call to another store; a derived class overrides what a test observes.</summary>
public abstract class DelegatingContactStore(IContactStore store) : IContactStore
{
    public virtual Task<IReadOnlyList<KnownAddress>> FindByAddressAsync(
        string tenantId,
        ChannelKind channel,
        IReadOnlyList<string> addresses,
        CancellationToken cancellationToken
    ) => store.FindByAddressAsync(tenantId, channel, addresses, cancellationToken);

    public virtual Task<IReadOnlyList<AddressRecord>> FindRecordsAsync(
        string tenantId,
        ChannelKind channel,
        IReadOnlyList<string> addresses,
        CancellationToken cancellationToken
    ) => store.FindRecordsAsync(tenantId, channel, addresses, cancellationToken);

    public virtual Task<AddressRecord> ChangeRecordAsync(
        string tenantId,
        ChannelKind channel,
        string address,
        Func<AddressRecord, AddressRecord> change,
        CancellationToken cancellationToken
    ) => store.ChangeRecordAsync(tenantId, channel, address, change, cancellationToken);

    public virtual Task<bool> MayHaveSuppressionsAsync(string tenantId, CancellationToken cancellationToken) =>
        store.MayHaveSuppressionsAsync(tenantId, cancellationToken);

    public virtual Task<CursorPage<SuppressedAddress>> ListSuppressedAsync(
        string tenantId,
        ChannelKind? channel,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) => store.ListSuppressedAsync(tenantId, channel, limit, cursor, cancellationToken);

    public virtual IAsyncEnumerable<SuppressedAddress> ReadSuppressedAsync(
        string tenantId,
        ChannelKind? channel,
        (ChannelKind Channel, string Address)? after,
        CancellationToken cancellationToken
    ) => store.ReadSuppressedAsync(tenantId, channel, after, cancellationToken);

    public virtual Task<Contact?> FindAsync(string tenantId, string id, CancellationToken cancellationToken) =>
        store.FindAsync(tenantId, id, cancellationToken);

    public virtual Task<Contact> SaveAsync(Contact contact, CancellationToken cancellationToken) =>
        store.SaveAsync(contact, cancellationToken);

    public virtual Task DeleteAsync(string tenantId, string id, CancellationToken cancellationToken) =>
        store.DeleteAsync(tenantId, id, cancellationToken);

    public virtual Task<CursorPage<Contact>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken) =>
        store.ListAsync(tenantId, limit, cursor, cancellationToken);

    public virtual Task<CursorPage<Contact>> SearchAsync(
        string tenantId,
        string idPrefix,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) => store.SearchAsync(tenantId, idPrefix, limit, cursor, cancellationToken);

    public virtual Task<IReadOnlyList<Contact?>> FindManyAsync(
        string tenantId,
        IReadOnlyList<string> ids,
        CancellationToken cancellationToken
    ) => store.FindManyAsync(tenantId, ids, cancellationToken);

    public virtual IAsyncEnumerable<Contact> ReadAllAsync(string tenantId, string? afterKey, CancellationToken cancellationToken) =>
        store.ReadAllAsync(tenantId, afterKey, cancellationToken);
}
