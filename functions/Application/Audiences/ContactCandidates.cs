using System.Runtime.CompilerServices;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Audiences;

/// <summary>The candidates of matching contacts, checked for an address, consent and ownership of a product to be skipped.</summary>
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
            for (var i = 0; i < batch.Length; i++)
            {
                yield return Evaluate(query, rules, batch[i], found[i], await owners.HasAsync(batch[i]));
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
        await foreach (var contact in matching.WithCancellation(cancellationToken))
        {
            yield return Evaluate(query, rules, ContactKey.Of(contact.Id), contact, isOwner: false);
        }
    }

    private static Candidate Evaluate(AudienceQuery query, TenantSettings rules, string key, Contact? contact, bool isOwner) =>
        contact?.On(query.Channel) switch
        {
            null => new Candidate(null, ExclusionReason.NoAddress, key),
            _ when !rules.Permits(contact.Consents.GetValueOrDefault(query.Channel)) => new Candidate(null, ExclusionReason.NoConsent, key),
            _ when isOwner => new Candidate(null, ExclusionReason.OwnsProduct, key),
            { } recipient => Candidate.From(recipient, key),
        };
}
