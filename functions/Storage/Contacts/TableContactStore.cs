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
public sealed partial class TableContactStore : IContactStore
{
    // A node serves some eight requests at a time; more only wait for each other.
    private const int AtOnce = 8;
    private const int RowsPerAnswer = 500;

    private readonly TableClient _contacts;
    private readonly AddressMarks _marks;
    private readonly SuppressionRows _suppressions;
    private readonly AddressRows _addresses;

    /// <summary>Creates the store.</summary>
    /// <param name="tables">The hub's tables.</param>
    /// <param name="time">The clock; null: the system's.</param>
    public TableContactStore(StorageTables tables, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(tables);
        _contacts = tables.Contacts;
        _marks = new AddressMarks(tables.Addresses, time ?? TimeProvider.System);
        _suppressions = new SuppressionRows(tables.Addresses);
        _addresses = new AddressRows(tables.Addresses, _marks, _suppressions);
    }

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
        await _marks.SetAsync(contact.TenantId, AddressMarks.Any, cancellationToken);
        foreach (var (channel, address) in contact.Addresses)
        {
            await TakeAsync(contact, before, channel, address, cancellationToken);
        }

        var saved = contact with { ETag = await SaveRowAsync(contact, cancellationToken) };
        foreach (var (channel, address) in before?.Addresses ?? new Dictionary<ChannelKind, string>())
        {
            if (!IsAt(saved, channel, address))
            {
                await LeaveAsync(contact, channel, address, cancellationToken);
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
            await LeaveAsync(contact, channel, address, cancellationToken);
            await _suppressions.RemoveAsync(tenantId, channel, address, cancellationToken);
        }

        await _contacts.DeleteEntityAsync(ContactRows.Partition(tenantId, id), Keys.Part(id), ETag.All, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CursorPage<Contact>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken) =>
        PageAsync(tenantId, idPrefix: "", limit, cursor, cancellationToken);

    /// <inheritdoc/>
    public Task<CursorPage<Contact>> SearchAsync(
        string tenantId,
        string idPrefix,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) => PageAsync(tenantId, idPrefix, limit, cursor, cancellationToken);

    private async Task<CursorPage<Contact>> PageAsync(
        string tenantId,
        string idPrefix,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var list = Keys.Partition(tenantId, "contact", idPrefix);
        var after = CursorCodec.Read(list, cursor);
        var budget = new PageBudget();
        List<Contact> items = [];
        for (var shard = after is null ? 0 : ContactKey.Shard(ContactKey.IdOf(after)); shard < ContactKey.Shards; shard++, after = null)
        {
            await foreach (
                var row in _contacts.ReadAsync(
                    ContactRows.After(tenantId, shard, after, idPrefix),
                    Math.Min(limit + 1, RowLimits.PageRows),
                    columns: null,
                    cancellationToken
                )
            )
            {
                if (items.Count == limit || !budget.TryAdd(row))
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
        if (await _marks.IsSetAsync(tenantId, AddressMarks.Any, cancellationToken))
        {
            await ReadEachAsync(
                addresses,
                async (i, stop) => known[i] = await FindByAddressAsync(tenantId, channel, addresses[i], stop),
                cancellationToken
            );
        }

        return known;
    }

    private static Task ReadEachAsync<T>(
        IReadOnlyList<T> items,
        Func<int, CancellationToken, ValueTask> read,
        CancellationToken cancellationToken
    ) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, items.Count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            read
        );

    private async Task<KnownAddress> FindByAddressAsync(
        string tenantId,
        ChannelKind channel,
        string address,
        CancellationToken cancellationToken
    )
    {
        var entry = await _addresses.FindAsync(tenantId, channel, address, cancellationToken);
        if (entry.Row is null)
        {
            return KnownAddress.Nothing;
        }

        var contact = entry.ContactId is { } id ? await FindAsync(tenantId, id, cancellationToken) : null;
        return new(contact is not null && IsAt(contact, channel, address) ? contact : null, entry.Record.Consent, entry.Record.Suppression);
    }

    // Leads the address to the contact and records what the contact says. To an address that is new to it a contact brings its opt-out, but
    // no other consent that was given before.
    private async Task TakeAsync(Contact contact, Contact? before, ChannelKind channel, string address, CancellationToken cancellationToken)
    {
        var isNew = !RecipientIdentity.IsSameAddress(channel, before?.Addresses.GetValueOrDefault(channel), address);
        var consent = contact.Consents.GetValueOrDefault(channel);
        var isSaid = consent is not null && consent != before?.Consents.GetValueOrDefault(channel);
        var said = isSaid || (isNew && consent is { IsOptOut: true }) ? consent : null;
        if (isNew || said is not null)
        {
            await _addresses.ChangeAsync(
                contact.TenantId,
                channel,
                address,
                entry =>
                    entry with
                    {
                        ContactId = isNew ? contact.Id : entry.ContactId,
                        Record = said is null ? entry.Record : entry.Record.Saying(said),
                    },
                cancellationToken
            );
        }
    }

    // Ends what leads to the contact, unless it leads to another one by now; what forbids messages stays.
    private async Task LeaveAsync(Contact contact, ChannelKind channel, string address, CancellationToken cancellationToken) =>
        await _addresses.ChangeAsync(
            contact.TenantId,
            channel,
            address,
            entry => entry.ContactId == contact.Id ? entry with { ContactId = null, Record = entry.Record.Remaining() } : entry,
            cancellationToken
        );

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
