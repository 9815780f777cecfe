using System.Globalization;
using System.Runtime.CompilerServices;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps contacts in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryContactStore : IContactStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedDictionary<string, Contact>> _contacts = [];
    private readonly Dictionary<(string Tenant, ChannelKind Channel, string Address), (string? ContactId, Consent? Consent)> _addresses =
    [];
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
                Leave(contact, channel, address, said: null);
            }

            foreach (var (channel, address) in contact.Addresses)
            {
                var key = Key(contact.TenantId, channel, address);
                var said = _addresses.GetValueOrDefault(key).Consent;
                _addresses[key] = (contact.Id, said);
                if (
                    !RecipientIdentity.IsSameAddress(channel, before?.Addresses.GetValueOrDefault(channel), address)
                    && ConsentRules.Of(contact, said, channel) is { } consent
                )
                {
                    contact = contact.With(channel, consent, contact.UpdatedAt);
                }
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
                    Leave(contact, channel, address, contact.Consents.GetValueOrDefault(channel));
                }

                Of(tenantId).Remove(ContactKey.Of(id));
            }

            return Task.CompletedTask;
        }
    }

    public Task<CursorPage<Contact>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var list = $"contacts/{tenantId}";
            var after = ListCursor.Read(list, cursor);
            var found = Of(tenantId)
                .Where(contact => after is null || string.CompareOrdinal(contact.Key, after) > 0)
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
                    var (id, consent) = _addresses.GetValueOrDefault(Key(tenantId, channel, address));
                    return new KnownAddress(id is null ? null : Find(tenantId, id), consent);
                }),
            ]);
        }
    }

    public Task SetConsentAsync(string tenantId, ChannelKind channel, string address, Consent consent, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var key = Key(tenantId, channel, address);
            var (id, stored) = _addresses.GetValueOrDefault(key);
            _addresses[key] = (id, ConsentRules.Newer(stored, consent));
            return Task.CompletedTask;
        }
    }

    private Contact? Find(string tenantId, string id) => Of(tenantId).GetValueOrDefault(ContactKey.Of(id));

    private SortedDictionary<string, Contact> Of(string tenantId) =>
        _contacts.TryGetValue(tenantId, out var contacts) ? contacts : _contacts[tenantId] = new(StringComparer.Ordinal);

    private void Leave(Contact contact, ChannelKind channel, string address, Consent? said)
    {
        var key = Key(contact.TenantId, channel, address);
        var (id, consent) = _addresses.GetValueOrDefault(key);
        if (id == contact.Id)
        {
            var kept = ConsentRules.Newer(consent, said);
            _addresses[key] = (null, kept is { Status: ConsentStatus.Unsubscribed } ? kept : null);
        }
    }

    private static (string Tenant, ChannelKind Channel, string Address) Key(string tenantId, ChannelKind channel, string address) =>
        (tenantId, channel, RecipientIdentity.AddressKey(channel, address));
}
