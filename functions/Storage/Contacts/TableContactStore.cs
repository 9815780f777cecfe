using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Contacts;

/// <summary>
/// A store of contacts in Table Storage, one row each. The index is written before the contact and cleared after it: in between it may lead
/// to a contact that does not have the address, which readers check. Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
/// <param name="time">The clock; null: the system's.</param>
public sealed class TableContactStore(StorageTables tables, TimeProvider? time = null) : IContactStore
{
    // A node serves some eight requests at a time; more only wait for each other.
    private const int AtOnce = 8;
    private const int RowsPerAnswer = 500;

    private readonly TableClient _contacts = tables.Contacts;
    private readonly AddressRows _addresses = new(tables.Addresses, time ?? TimeProvider.System);

    /// <inheritdoc/>
    public async Task<Contact?> FindAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        if (!ExternalId.IsValid(id))
        {
            return null;
        }

        return await _contacts.FindAsync(ContactRows.Partition(tenantId, id), Keys.Part(id), cancellationToken) is { } found
            ? ContactRows.Read(found)
            : null;
    }

    /// <inheritdoc/>
    public async Task<Contact> SaveAsync(Contact contact, CancellationToken cancellationToken)
    {
        var before = contact.ETag is null ? null : await FindAsync(contact.TenantId, contact.Id, cancellationToken);
        await _addresses.MarkAsync(contact.TenantId, cancellationToken);
        foreach (var (channel, address) in contact.Addresses)
        {
            if (before is null || !IsAt(before, channel, address))
            {
                contact = await TakeOverAsync(contact, channel, address, cancellationToken);
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

        // The index goes first: until the row is gone a repetition finds the rest.
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
        var after = CursorCodec.Read(list, cursor);
        List<Contact> items = [];
        for (var shard = after is null ? 0 : ContactKey.Shard(ContactKey.IdOf(after)); shard < ContactKey.Shards; shard++, after = null)
        {
            await foreach (
                var row in _contacts.ReadAsync(
                    ContactRows.After(tenantId, shard, after),
                    Math.Min(limit + 1, RowLimits.PageRows),
                    columns: null,
                    cancellationToken
                )
            )
            {
                if (items.Count == limit)
                {
                    return new(items, CursorCodec.Write(list, ContactKey.Of(items[^1].Id)));
                }

                items.Add(ContactRows.Read(row));
            }
        }

        return new(items, Next: null);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Contact?>> FindManyAsync(
        string tenantId,
        IReadOnlyList<string> ids,
        CancellationToken cancellationToken
    )
    {
        var found = new Contact?[ids.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, ids.Count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (i, stop) => found[i] = await FindAsync(tenantId, ids[i], stop)
        );
        return found;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Contact> ReadAllAsync(
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
            await foreach (
                var row in _contacts.ReadAsync(
                    ContactRows.After(tenantId, shard, afterKey),
                    RowsPerAnswer,
                    columns: null,
                    cancellationToken
                )
            )
            {
                yield return ContactRows.Read(row);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<KnownAddress>> FindByAddressAsync(
        string tenantId,
        ChannelKind channel,
        IReadOnlyList<string> addresses,
        CancellationToken cancellationToken
    )
    {
        var known = new KnownAddress[addresses.Count];
        Array.Fill(known, KnownAddress.Nothing);
        if (await _addresses.IsUsedAsync(tenantId, cancellationToken))
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(0, addresses.Count),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (i, stop) => known[i] = await FindByAddressAsync(tenantId, channel, addresses[i], stop)
            );
        }

        return known;
    }

    /// <inheritdoc/>
    public Task SetConsentAsync(
        string tenantId,
        ChannelKind channel,
        string address,
        Consent consent,
        CancellationToken cancellationToken
    ) => _addresses.SayAsync(tenantId, channel, address, consent, cancellationToken);

    private async Task<KnownAddress> FindByAddressAsync(
        string tenantId,
        ChannelKind channel,
        string address,
        CancellationToken cancellationToken
    )
    {
        if (await _addresses.FindAsync(tenantId, channel, address, cancellationToken) is not { } entry)
        {
            return KnownAddress.Nothing;
        }

        var contact = entry.ContactId is { } id ? await FindAsync(tenantId, id, cancellationToken) : null;
        return new(contact is not null && IsAt(contact, channel, address) ? contact : null, entry.Consent);
    }

    private async Task<Contact> TakeOverAsync(Contact contact, ChannelKind channel, string address, CancellationToken cancellationToken)
    {
        var known = await _addresses.FindAsync(contact.TenantId, channel, address, cancellationToken);
        if (known?.ContactId != contact.Id)
        {
            await _addresses.LeadAsync(contact.TenantId, channel, address, contact.Id, cancellationToken);
        }

        return ConsentRules.Of(contact, known?.Consent, channel) is { } consent && consent != contact.Consents.GetValueOrDefault(channel)
            ? contact.With(channel, consent, contact.UpdatedAt)
            : contact;
    }

    private async Task<string> SaveRowAsync(Contact contact, CancellationToken cancellationToken)
    {
        var row = ContactRows.Write(contact);
        return contact.ETag is { } version
            ? await _contacts.UpdateOrLoseAsync(row, version, TableUpdateMode.Merge, What(contact), cancellationToken)
            : await _contacts.TryInsertAsync(row, cancellationToken) ?? throw new ConcurrencyConflictException(What(contact));
    }

    private static bool IsAt(Contact contact, ChannelKind channel, string address) =>
        RecipientIdentity.IsSameAddress(channel, contact.Addresses.GetValueOrDefault(channel), address);

    private static string What(Contact contact) => $"Contact {contact.Id}";
}
