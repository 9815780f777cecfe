using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Suppressions;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Simulation.Machinery;

/// <summary>Snapshot audiences, over the wire.</summary>
internal sealed class WiredAudienceSnapshotStore(IAudienceSnapshotStore store, StorageWire wire) : IAudienceSnapshotStore
{
    public Task<bool> TryAddAsync(Run run, SnapshotChunk chunk, CancellationToken cancellationToken) =>
        wire.WriteAsync("add audience", run.TaskId, () => store.TryAddAsync(run, chunk, cancellationToken));

    public IAsyncEnumerable<SnapshotChunk> ReadAsync(Run run, CancellationToken cancellationToken) =>
        wire.StreamAsync("read audience", run.TaskId, store.ReadAsync(run, cancellationToken));

    public Task DeleteAsync(Run run, CancellationToken cancellationToken) =>
        wire.WriteAsync("delete audience", run.TaskId, () => store.DeleteAsync(run, cancellationToken));
}

/// <summary>Settings, over the wire.</summary>
internal sealed class WiredSettingsStore(ISettingsStore store, StorageWire wire) : ISettingsStore
{
    public Task<TenantSettings> ReadAsync(string tenantId, CancellationToken cancellationToken) =>
        wire.ReadAsync("read settings", tenantId, () => store.ReadAsync(tenantId, cancellationToken));

    public Task<TenantSettings> SaveAsync(TenantSettings settings, CancellationToken cancellationToken) =>
        wire.CompareAsync("save settings", settings.TenantId, () => store.SaveAsync(settings, cancellationToken));
}

/// <summary>Contacts, over the wire.</summary>
internal sealed class WiredContactStore(IContactStore store, StorageWire wire) : IContactStore
{
    public Task<Contact?> FindAsync(string tenantId, string id, CancellationToken cancellationToken) =>
        wire.ReadAsync("find contact", id, () => store.FindAsync(tenantId, id, cancellationToken));

    public Task<Contact> SaveAsync(Contact contact, CancellationToken cancellationToken) =>
        wire.CompareAsync("save contact", contact.Id, () => store.SaveAsync(contact, cancellationToken));

    public Task DeleteAsync(string tenantId, string id, CancellationToken cancellationToken) =>
        wire.WriteAsync("delete contact", id, () => store.DeleteAsync(tenantId, id, cancellationToken));

    public Task<CursorPage<Contact>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken) =>
        wire.ReadAsync("list contacts", tenantId, () => store.ListAsync(tenantId, limit, cursor, cancellationToken));

    public Task<IReadOnlyList<Contact?>> FindManyAsync(string tenantId, IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        wire.ReadAsync("find contacts", tenantId, () => store.FindManyAsync(tenantId, ids, cancellationToken));

    public Task<CursorPage<Contact>> SearchAsync(
        string tenantId,
        string idPrefix,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) => wire.ReadAsync("search contacts", tenantId, () => store.SearchAsync(tenantId, idPrefix, limit, cursor, cancellationToken));

    public IAsyncEnumerable<Contact> ReadAllAsync(string tenantId, string? afterKey, CancellationToken cancellationToken) =>
        wire.StreamAsync("read contacts", tenantId, store.ReadAllAsync(tenantId, afterKey, cancellationToken));

    public Task<IReadOnlyList<KnownAddress>> FindByAddressAsync(
        string tenantId,
        ChannelKind channel,
        IReadOnlyList<string> addresses,
        CancellationToken cancellationToken
    ) => wire.ReadAsync("find contacts", tenantId, () => store.FindByAddressAsync(tenantId, channel, addresses, cancellationToken));

    public Task<IReadOnlyList<AddressRecord>> FindRecordsAsync(
        string tenantId,
        ChannelKind channel,
        IReadOnlyList<string> addresses,
        CancellationToken cancellationToken
    ) => wire.ReadAsync("find addresses", tenantId, () => store.FindRecordsAsync(tenantId, channel, addresses, cancellationToken));

    public Task<AddressRecord> ChangeRecordAsync(
        string tenantId,
        ChannelKind channel,
        string address,
        Func<AddressRecord, AddressRecord> change,
        CancellationToken cancellationToken
    ) => wire.WriteAsync("change address", tenantId, () => store.ChangeRecordAsync(tenantId, channel, address, change, cancellationToken));

    public Task<bool> MayHaveSuppressionsAsync(string tenantId, CancellationToken cancellationToken) =>
        wire.ReadAsync("find suppressions", tenantId, () => store.MayHaveSuppressionsAsync(tenantId, cancellationToken));

    public Task<CursorPage<SuppressedAddress>> ListSuppressedAsync(
        string tenantId,
        ChannelKind? channel,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) =>
        wire.ReadAsync("list suppressions", tenantId, () => store.ListSuppressedAsync(tenantId, channel, limit, cursor, cancellationToken));

    public IAsyncEnumerable<SuppressedAddress> ReadSuppressedAsync(
        string tenantId,
        ChannelKind? channel,
        (ChannelKind Channel, string Address)? after,
        CancellationToken cancellationToken
    ) => wire.StreamAsync("read suppressions", tenantId, store.ReadSuppressedAsync(tenantId, channel, after, cancellationToken));
}
