using Azure;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Storage.Rows;
using CampaignTasks.Storage.Tables;

namespace CampaignTasks.Storage.Contacts;

/// <summary>
/// Keeps contacts in Table Storage, one row each. The index is written before the contact and cleared after it: in between it may lead to a
/// contact that does not have the address, which readers see. Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableContactStore(HubTables tables) : IContactStore
{
    // A node serves some eight requests at a time; more only wait for each other.
    private const int AtOnce = 8;

    private readonly TableClient _contacts = tables.Contacts;
    private readonly AddressRows _addresses = new(tables.Addresses);

    /// <inheritdoc/>
    public async Task<Contact?> FindAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        if (!ExternalId.IsOne(id))
        {
            return null;
        }

        var row = await _contacts.GetEntityIfExistsAsync(ContactRows.Partition(tenantId, id), Keys.Part(id), cancellationToken);
        return row is { HasValue: true, Value: { } found } ? ContactRows.Read(found) : null;
    }

    /// <inheritdoc/>
    public async Task<Contact> SaveAsync(Contact contact, CancellationToken cancellationToken)
    {
        var before = contact.ETag is null ? null : await FindAsync(contact.TenantId, contact.Id, cancellationToken);
        await _addresses.MarkAsync(contact.TenantId, cancellationToken);
        foreach (var (channel, address) in contact.Addresses)
        {
            if (before?.Addresses.GetValueOrDefault(channel) != address)
            {
                await _addresses.LeadAsync(contact.TenantId, channel, address, contact.Id, cancellationToken);
            }
        }

        var saved = contact with { ETag = await SaveRowAsync(contact, cancellationToken) };
        foreach (var (channel, address) in before?.Addresses ?? new Dictionary<ChannelKind, string>())
        {
            if (!IsAt(saved, channel, address))
            {
                await _addresses.LeaveAsync(contact.TenantId, channel, address, contact.Id, said: null, cancellationToken);
            }
        }

        return saved;
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(tenantId, id, cancellationToken) is not { } contact)
        {
            return;
        }

        // The index first: until the row is gone a repetition finds what is left.
        foreach (var (channel, address) in contact.Addresses)
        {
            await _addresses.LeaveAsync(tenantId, channel, address, id, contact.Consents.GetValueOrDefault(channel), cancellationToken);
        }

        await _contacts.DeleteEntityAsync(ContactRows.Partition(tenantId, id), Keys.Part(id), ETag.All, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<CursorPage<Contact>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var list = Keys.Partition(tenantId, "contact");
        var after = RowCursor.Read(list, cursor);
        List<Contact> items = [];
        for (var shard = after is null ? 0 : ContactKey.Shard(ContactKey.IdOf(after)); shard < ContactKey.Shards; shard++, after = null)
        {
            var partition = ContactRows.Partition(tenantId, shard);
            var filter = after is null
                ? TableFilter.Partition(partition)
                : TableFilter.Create($"PartitionKey eq {partition} and RowKey gt {Keys.Part(ContactKey.IdOf(after))}");
            await foreach (var row in _contacts.QueryAsync(filter, Math.Min(limit + 1, TableLimits.PageRows), select: null, cancellationToken))
            {
                if (items.Count == limit)
                {
                    return new(items, RowCursor.Write(list, ContactKey.Of(items[^1].Id)));
                }

                if (ContactRows.Read(row) is { } contact)
                {
                    items.Add(contact);
                }
            }
        }

        return new(items, Next: null);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<KnownAddress>> FindByAddressAsync(
        string tenantId, ChannelKind channel, IReadOnlyList<string> addresses, CancellationToken cancellationToken)
    {
        var known = new KnownAddress[addresses.Count];
        Array.Fill(known, KnownAddress.Nothing);
        if (await _addresses.IsUsedAsync(tenantId, cancellationToken))
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(0, addresses.Count),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (i, stop) => known[i] = await FindByAddressAsync(tenantId, channel, addresses[i], stop));
        }

        return known;
    }

    /// <inheritdoc/>
    public Task SetConsentAsync(string tenantId, ChannelKind channel, string address, Consent consent, CancellationToken cancellationToken) =>
        _addresses.SayAsync(tenantId, channel, address, consent, cancellationToken);

    private async Task<KnownAddress> FindByAddressAsync(string tenantId, ChannelKind channel, string address, CancellationToken cancellationToken)
    {
        if (await _addresses.FindAsync(tenantId, channel, address, cancellationToken) is not { } entry)
        {
            return KnownAddress.Nothing;
        }

        var contact = entry.ContactId is { } id ? await FindAsync(tenantId, id, cancellationToken) : null;
        return new(contact is not null && IsAt(contact, channel, address) ? contact : null, entry.Consent);
    }

    private async Task<string> SaveRowAsync(Contact contact, CancellationToken cancellationToken)
    {
        var row = ContactRows.Write(contact);
        return contact.ETag is { } version
            ? await _contacts.UpdateOrLoseAsync(row, version, TableUpdateMode.Merge, What(contact), cancellationToken)
            : await _contacts.TryInsertAsync(row, cancellationToken) ?? throw new LostRaceException(What(contact));
    }

    private static bool IsAt(Contact contact, ChannelKind channel, string address) =>
        contact.Addresses.TryGetValue(channel, out var own) && Addresses.Comparer(channel).Equals(own, address);

    private static string What(Contact contact) => $"Contact {contact.Id}";
}
