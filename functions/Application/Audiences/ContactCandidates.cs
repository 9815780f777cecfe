using System.Runtime.CompilerServices;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Audiences;

/// <summary>
/// The candidates of matching contacts, checked for an address, consent, suppression and ownership of a product to be skipped.
/// </summary>
internal sealed class ContactCandidates(IContactStore contacts, ISettingsStore settings)
{
    private const int ReadsAtOnce = 200;

    /// <summary>Reads candidates by the keys of contacts.</summary>
    /// <param name="query">The query.</param>
    /// <param name="keys">Keys of contacts, ascending.</param>
    /// <param name="owners">Keys of owners to be skipped.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async IAsyncEnumerable<Candidate> OfKeysAsync(
        AudienceQuery query,
        IAsyncEnumerable<string> keys,
        KeyCursor owners,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var rules = await settings.ReadAsync(query.TenantId, cancellationToken);
        await foreach (var batch in keys.Chunk(ReadsAtOnce).WithCancellation(cancellationToken))
        {
            var found = await contacts.FindManyAsync(query.TenantId, [.. batch.Select(ContactKey.IdOf)], cancellationToken);
            var records = await RecordsAsync(query, found, cancellationToken);
            for (var i = 0; i < batch.Length; i++)
            {
                yield return Evaluate(query, rules, batch[i], found[i], records[i], await owners.HasAsync(batch[i]));
            }
        }
    }

    /// <summary>Returns the candidates of contacts that were read already.</summary>
    public async IAsyncEnumerable<Candidate> OfContactsAsync(
        AudienceQuery query,
        IAsyncEnumerable<Contact> matching,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var rules = await settings.ReadAsync(query.TenantId, cancellationToken);
        await foreach (var batch in matching.Chunk(ReadsAtOnce).WithCancellation(cancellationToken))
        {
            var records = await RecordsAsync(query, batch, cancellationToken);
            for (var i = 0; i < batch.Length; i++)
            {
                yield return Evaluate(query, rules, ContactKey.Of(batch[i].Id), batch[i], records[i], isOwner: false);
            }
        }
    }

    // Empty where the contact has no address on the channel.
    private async Task<AddressRecord[]> RecordsAsync(
        AudienceQuery query,
        IReadOnlyList<Contact?> people,
        CancellationToken cancellationToken
    )
    {
        var records = new AddressRecord[people.Count];
        Array.Fill(records, AddressRecord.Empty);
        int[] reachable = [.. Enumerable.Range(0, people.Count).Where(i => people[i]?.Addresses.ContainsKey(query.Channel) is true)];
        var found = await contacts.FindRecordsAsync(
            query.TenantId,
            query.Channel,
            [.. reachable.Select(i => people[i]!.Addresses[query.Channel])],
            cancellationToken
        );
        foreach (var (i, record) in reachable.Zip(found))
        {
            records[i] = record;
        }

        return records;
    }

    private static Candidate Evaluate(
        AudienceQuery query,
        TenantSettings rules,
        string key,
        Contact? contact,
        AddressRecord record,
        bool isOwner
    )
    {
        if (contact?.On(query.Channel) is not { } recipient)
        {
            return new Candidate(null, ExclusionReason.NoAddress, key);
        }

        var loss = Candidate.LossOf(rules.PermissionFor(query.Channel, contact, record.Consent, record.Suppression));
        return loss is not ExclusionReason.None ? new Candidate(null, loss, key)
            : isOwner ? new Candidate(null, ExclusionReason.OwnsProduct, key)
            : Candidate.From(recipient, key);
    }
}
