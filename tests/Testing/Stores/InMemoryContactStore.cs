using System.Globalization;
using System.Runtime.CompilerServices;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps contacts in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryContactStore : IContactStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedDictionary<string, Contact>> _contacts = [];
    private readonly Dictionary<
        (string Tenant, ChannelKind Channel, string Address),
        (string? ContactId, AddressRecord Record)
    > _addresses = [];
    private readonly SortedDictionary<string, SuppressedAddress> _suppressed = new(StringComparer.Ordinal);
    private long _version;

    public Task<Contact?> FindAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(Find(tenantId, id));
        }
    }

    public Task<Contact> SaveAsync(Contact contact, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var before = Find(contact.TenantId, contact.Id);
            if (before?.ETag != contact.ETag)
            {
                throw new ConcurrencyConflictException($"Contact {contact.Id}");
            }

            foreach (var (channel, address) in before?.Addresses ?? new Dictionary<ChannelKind, string>())
            {
                if (
                    !contact.Addresses.TryGetValue(channel, out var kept)
                    || RecipientIdentity.AddressKey(channel, kept) != RecipientIdentity.AddressKey(channel, address)
                )
                {
                    Leave(contact, channel, address);
                }
            }

            foreach (var (channel, address) in contact.Addresses)
            {
                Take(contact, before, channel, address);
            }

            var saved = contact with { ETag = (++_version).ToString(CultureInfo.InvariantCulture) };
            Of(contact.TenantId)[ContactKey.Of(contact.Id)] = saved;
            return Task.FromResult(saved);
        }
    }

    public Task DeleteAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (Find(tenantId, id) is { } contact)
            {
                foreach (var (channel, address) in contact.Addresses)
                {
                    Leave(contact, channel, address);
                    _suppressed.Remove(ListKey(tenantId, channel, address));
                }

                Of(tenantId).Remove(ContactKey.Of(id));
            }

            return Task.CompletedTask;
        }
    }

    public Task<CursorPage<Contact>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken) =>
        SearchAsync(tenantId, idPrefix: "", limit, cursor, cancellationToken);

    public Task<CursorPage<Contact>> SearchAsync(
        string tenantId,
        string idPrefix,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            var list = $"contacts/{tenantId}/{idPrefix}";
            var after = ListCursor.Read(list, cursor);
            var found = Of(tenantId)
                .Where(contact =>
                    contact.Value.Id.StartsWith(idPrefix, StringComparison.Ordinal)
                    && (after is null || string.CompareOrdinal(contact.Key, after) > 0)
                )
                .Take(limit + 1)
                .ToList();
            return Task.FromResult(
                new CursorPage<Contact>(
                    [.. found.Take(limit).Select(contact => contact.Value)],
                    found.Count > limit ? ListCursor.Write(list, found[limit - 1].Key) : null
                )
            );
        }
    }

    public Task<IReadOnlyList<Contact?>> FindManyAsync(string tenantId, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<Contact?>>([.. ids.Select(id => Find(tenantId, id))]);
        }
    }

    public async IAsyncEnumerable<Contact> ReadAllAsync(
        string tenantId,
        string? afterKey,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.CompletedTask;
        List<Contact> all;
        lock (_gate)
        {
            all =
            [
                .. Of(tenantId)
                    .Where(contact => afterKey is null || string.CompareOrdinal(contact.Key, afterKey) > 0)
                    .Select(contact => contact.Value),
            ];
        }

        foreach (var contact in all)
        {
            yield return contact;
        }
    }

    public Task<IReadOnlyList<KnownAddress>> FindByAddressAsync(
        string tenantId,
        ChannelKind channel,
        IReadOnlyList<string> addresses,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<KnownAddress>>([
                .. addresses.Select(address =>
                {
                    var (id, record) = Entry(tenantId, channel, address);
                    return new KnownAddress(id is null ? null : Find(tenantId, id), record.Consent, record.Suppression);
                }),
            ]);
        }
    }

    public Task<IReadOnlyList<AddressRecord>> FindRecordsAsync(
        string tenantId,
        ChannelKind channel,
        IReadOnlyList<string> addresses,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<AddressRecord>>([
                .. addresses.Select(address => Entry(tenantId, channel, address).Record),
            ]);
        }
    }

    public Task<AddressRecord> ChangeRecordAsync(
        string tenantId,
        ChannelKind channel,
        string address,
        Func<AddressRecord, AddressRecord> change,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            var (id, before) = Entry(tenantId, channel, address);
            var after = change(before);
            _addresses[Key(tenantId, channel, address)] = (id, after);
            if (after.Suppression is null)
            {
                _suppressed.Remove(ListKey(tenantId, channel, address));
            }
            else if (before.Suppression is null)
            {
                _suppressed[ListKey(tenantId, channel, address)] = new(channel, address, after.Suppression);
            }

            return Task.FromResult(after);
        }
    }

    public Task<bool> MayHaveSuppressionsAsync(string tenantId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_addresses.Any(entry => entry.Key.Tenant == tenantId && entry.Value.Record.Suppression is not null));
        }
    }

    public Task<CursorPage<SuppressedAddress>> ListSuppressedAsync(
        string tenantId,
        ChannelKind? channel,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            var list = $"suppressed/{tenantId}/{channel}";
            var after = ListCursor.Read(list, cursor);
            var found = Suppressed(tenantId, channel, after).Take(limit + 1).ToList();
            return Task.FromResult(
                new CursorPage<SuppressedAddress>(
                    [.. found.Take(limit).Select(entry => entry.Suppressed)],
                    found.Count > limit ? ListCursor.Write(list, found[limit - 1].Key) : null
                )
            );
        }
    }

    public IAsyncEnumerable<SuppressedAddress> ReadSuppressedAsync(
        string tenantId,
        ChannelKind? channel,
        (ChannelKind Channel, string Address)? after,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            var key = after is var (kind, address) ? ListKey(tenantId, kind, address) : null;
            return Suppressed(tenantId, channel, key).Select(entry => entry.Suppressed).ToList().ToAsyncEnumerable();
        }
    }

    private IEnumerable<(string Key, SuppressedAddress Suppressed)> Suppressed(string tenantId, ChannelKind? channel, string? after) =>
        _suppressed
            .Where(entry =>
                entry.Key.StartsWith($"{tenantId}\n", StringComparison.Ordinal)
                && (channel is null || entry.Value.Channel == channel)
                && (after is null || string.CompareOrdinal(entry.Key, after) > 0)
            )
            .Select(entry =>
                (
                    entry.Key,
                    entry.Value with
                    {
                        Suppression = Entry(tenantId, entry.Value.Channel, entry.Value.Address).Record.Suppression!,
                    }
                )
            );

    private Contact? Find(string tenantId, string id) => Of(tenantId).GetValueOrDefault(ContactKey.Of(id));

    private SortedDictionary<string, Contact> Of(string tenantId) =>
        _contacts.TryGetValue(tenantId, out var contacts) ? contacts : _contacts[tenantId] = new(StringComparer.Ordinal);

    private (string? ContactId, AddressRecord Record) Entry(string tenantId, ChannelKind channel, string address) =>
        _addresses.TryGetValue(Key(tenantId, channel, address), out var entry) ? entry : (null, AddressRecord.Empty);

    private void Take(Contact contact, Contact? before, ChannelKind channel, string address)
    {
        var (id, record) = Entry(contact.TenantId, channel, address);
        var isNew = before?.Addresses.GetValueOrDefault(channel) != address;
        var consent = contact.Consents.GetValueOrDefault(channel);
        var isSaid = consent is not null && consent != before?.Consents.GetValueOrDefault(channel);
        _addresses[Key(contact.TenantId, channel, address)] = (
            isNew ? contact.Id : id,
            isSaid || (isNew && consent is { IsOptOut: true }) ? record.Saying(consent!) : record
        );
    }

    private void Leave(Contact contact, ChannelKind channel, string address)
    {
        var (id, record) = Entry(contact.TenantId, channel, address);
        if (id == contact.Id)
        {
            _addresses[Key(contact.TenantId, channel, address)] = (null, record.Remaining());
        }
    }

    private static string ListKey(string tenantId, ChannelKind channel, string address) =>
        $"{tenantId}\n{channel}\n{RecipientIdentity.AddressKey(channel, address)}";

    private static (string Tenant, ChannelKind Channel, string Address) Key(string tenantId, ChannelKind channel, string address) =>
        (tenantId, channel, RecipientIdentity.AddressKey(channel, address));
}
