using System.Globalization;
using System.Runtime.CompilerServices;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.App.Audiences;

/// <summary>A pasted list, each address with the contact it leads to.</summary>
internal sealed class PastedListSource(IContactStore contacts, ISettingsStore settings) : IAudienceSource
{
    private const int LookUpsAtOnce = 200;

    public bool Reads(Audience audience) => audience is PastedList;

    public async IAsyncEnumerable<Candidate> ReadAsync(AudienceQuery query, string? position, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rules = await settings.ReadAsync(query.TenantId, cancellationToken);
        var passed = position is null ? 0 : int.Parse(position, CultureInfo.InvariantCulture);
        await foreach (var batch in query.Pasted.Skip(passed).Chunk(LookUpsAtOnce).WithCancellation(cancellationToken))
        {
            var known = await contacts.FindByAddressAsync(query.TenantId, query.Channel, batch, cancellationToken);
            for (var i = 0; i < batch.Length; i++)
            {
                var place = (++passed).ToString(CultureInfo.InvariantCulture);
                yield return rules.Permits(ConsentRules.Of(known[i].Contact, known[i].Consent, query.Channel))
                    ? Candidate.Of(new Recipient(batch[i], known[i].Contact?.Id, known[i].Contact?.Country, known[i].Contact?.TimeZone), place)
                    : new Candidate(null, Loss.NoConsent, place);
            }
        }
    }
}
