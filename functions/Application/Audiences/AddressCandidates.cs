using System.Globalization;
using System.Runtime.CompilerServices;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Audiences;

/// <summary>Makes candidates of addresses, each with the contact it leads to: whether they let themselves be written to. Their positions are counts.</summary>
internal sealed class AddressCandidates(IContactStore contacts, ISettingsStore settings)
{
    private const int LookUpsAtOnce = 200;

    /// <summary>How many addresses a position has behind it.</summary>
    public static int Passed(string? position) => position is null ? 0 : int.Parse(position, CultureInfo.InvariantCulture);

    /// <param name="query">What is asked.</param>
    /// <param name="addresses">The addresses behind those that were passed.</param>
    /// <param name="passed">How many were.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<Candidate> OfAsync(
        AudienceQuery query, IAsyncEnumerable<string> addresses, int passed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rules = await settings.ReadAsync(query.TenantId, cancellationToken);
        await foreach (var batch in addresses.Chunk(LookUpsAtOnce).WithCancellation(cancellationToken))
        {
            var known = await contacts.FindByAddressAsync(query.TenantId, query.Channel, batch, cancellationToken);
            for (var i = 0; i < batch.Length; i++)
            {
                var place = (++passed).ToString(CultureInfo.InvariantCulture);
                yield return rules.Permits(ConsentRules.Of(known[i].Contact, known[i].Consent, query.Channel))
                    ? Candidate.From(new Recipient(batch[i], known[i].Contact?.Id, known[i].Contact?.Country, known[i].Contact?.TimeZone), place)
                    : new Candidate(null, ExclusionReason.NoConsent, place);
            }
        }
    }
}
