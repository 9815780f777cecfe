using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Contacts;

/// <summary>
/// The index from addresses to contacts. Its keys are hashes: the consent of an address outlives the contact without naming anyone.
/// An entry may lead to a contact that no longer has the address; readers check it.
/// </summary>
internal sealed class AddressRows(TableClient table, TimeProvider time)
{
    private const string ContactId = "Contact";
    private const string Status = "Status";
    private const string Source = "Source";
    private const string At = "At";
    private const string Any = "any";
    private const int Rounds = 16;

    // How long a tenant is taken to have no entries that had none: senders of such a tenant ask nothing meanwhile.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    // Tenants known to have entries. They are never removed: at worst a lookup finds nothing.
    private readonly ConcurrentDictionary<string, bool> _used = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _unused = new(StringComparer.Ordinal);

    public static TableEntity NewRow(string tenantId, ChannelKind channel, string address)
    {
        var hash = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{tenantId}\n{channel}\n{RecipientIdentity.AddressKey(channel, address)}"))
        );
        return new TableEntity($"{Keys.Part(tenantId)}|{hash[0]}", hash);
    }

    /// <summary>Creates a row that leads to a contact, for a merge.</summary>
    public static TableEntity NewRow(string tenantId, ChannelKind channel, string address, string contactId)
    {
        var row = NewRow(tenantId, channel, address);
        row[ContactId] = contactId;
        return row;
    }

    /// <summary>Records that the tenant has entries. Call it before the first is written.</summary>
    public async Task MarkAsync(string tenantId, CancellationToken cancellationToken)
    {
        if (!_used.ContainsKey(tenantId))
        {
            await table.UpsertEntityAsync(new TableEntity(Partition(tenantId), Any), TableUpdateMode.Merge, cancellationToken);
            _used[tenantId] = true;
        }
    }

    public async Task<bool> IsUsedAsync(string tenantId, CancellationToken cancellationToken)
    {
        if (_used.ContainsKey(tenantId))
        {
            return true;
        }

        if (_unused.TryGetValue(tenantId, out var at) && time.GetElapsedTime(at) < Moment)
        {
            return false;
        }

        var now = time.GetTimestamp();
        if (await table.FindAsync(Partition(tenantId), Any, cancellationToken) is not null)
        {
            return _used[tenantId] = true;
        }

        _unused[tenantId] = now;
        return _used.ContainsKey(tenantId);
    }

    public async Task<AddressRow?> FindAsync(string tenantId, ChannelKind channel, string address, CancellationToken cancellationToken)
    {
        var key = NewRow(tenantId, channel, address);
        return await table.FindAsync(key.PartitionKey, key.RowKey, cancellationToken) is { } row ? Read(row) : null;
    }

    public async Task LeadAsync(
        string tenantId,
        ChannelKind channel,
        string address,
        string contactId,
        CancellationToken cancellationToken
    ) => await table.UpsertEntityAsync(NewRow(tenantId, channel, address, contactId), TableUpdateMode.Merge, cancellationToken);

    /// <summary>Ends what leads to a contact, unless it leads to another one by now; what was said stays.</summary>
    public async Task LeaveAsync(
        string tenantId,
        ChannelKind channel,
        string address,
        string contactId,
        Consent? said,
        CancellationToken cancellationToken
    )
    {
        for (var round = 1; ; round++)
        {
            if (await FindAsync(tenantId, channel, address, cancellationToken) is not { } found || found.ContactId != contactId)
            {
                return;
            }

            try
            {
                await LeaveAsync(found, ConsentRules.Newer(found.Consent, said), cancellationToken);
                return;
            }
            catch (RequestFailedException e) when (ConditionalWrites.IsLost(e) && round < Rounds)
            {
                // The entry was changed in the meantime: read it again.
            }
        }
    }

    /// <summary>Remembers what was said about an address, unless something newer was.</summary>
    public async Task SayAsync(string tenantId, ChannelKind channel, string address, Consent consent, CancellationToken cancellationToken)
    {
        await MarkAsync(tenantId, cancellationToken);
        for (var round = 1; ; round++)
        {
            var found = await FindAsync(tenantId, channel, address, cancellationToken);
            if (found?.Consent is { } stored && ConsentRules.Newer(stored, consent) == stored)
            {
                return;
            }

            var row = Write(NewRow(tenantId, channel, address), consent);
            try
            {
                if (
                    found is null
                        ? await table.TryInsertAsync(row, cancellationToken) is not null
                        : await table.UpdateOrLoseAsync(
                            row,
                            ConditionalWrites.Version(found.Row),
                            TableUpdateMode.Merge,
                            "The address",
                            cancellationToken
                        )
                            is not null
                )
                {
                    return;
                }
            }
            catch (ConcurrencyConflictException) when (round < Rounds)
            {
                // Read it again.
            }
        }
    }

    private async Task LeaveAsync(AddressRow found, Consent? said, CancellationToken cancellationToken)
    {
        if (said is not { Status: ConsentStatus.Unsubscribed })
        {
            await table.DeleteEntityAsync(found.Row.PartitionKey, found.Row.RowKey, found.Row.ETag, cancellationToken);
            return;
        }

        var row = Write(new TableEntity(found.Row.PartitionKey, found.Row.RowKey), said);
        row[ContactId] = "";
        await table.UpdateEntityAsync(row, found.Row.ETag, TableUpdateMode.Merge, cancellationToken);
    }

    private static TableEntity Write(TableEntity row, Consent consent)
    {
        row[Status] = consent.Status.ToString();
        row[Source] = consent.Source;
        row[At] = consent.At;
        return row;
    }

    private static AddressRow Read(TableEntity row) =>
        new(
            row.GetString(ContactId) is { Length: > 0 } id ? id : null,
            row.GetString(Status) is { Length: > 0 } status
                ? new Consent(Enum.Parse<ConsentStatus>(status), row.GetString(Source) ?? "", row.GetDateTimeOffset(At) ?? default)
                : null,
            row
        );

    private static string Partition(string tenantId) => $"{Keys.Part(tenantId)}|!";
}
