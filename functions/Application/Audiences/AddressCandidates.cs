using System.Globalization;
using System.Runtime.CompilerServices;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Audiences;

/// <summary>
/// The candidates of a list of addresses, each with its contact and checked for consent and suppression. Positions count addresses.
/// </summary>
internal sealed class AddressCandidates(IContactStore contacts, ISettingsStore settings)
{
    private const int LookUpsAtOnce = 200;

    /// <summary>Returns the number of addresses before a position.</summary>
    public static int Passed(string? position) => position is null ? 0 : int.Parse(position, CultureInfo.InvariantCulture);

    /// <summary>Reads candidates.</summary>
    /// <param name="query">The query.</param>
    /// <param name="addresses">The addresses that follow the position.</param>
    /// <param name="passed">The number of addresses before it.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async IAsyncEnumerable<Candidate> OfAsync(
        AudienceQuery query,
        IAsyncEnumerable<string> addresses,
        int passed,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var rules = await settings.ReadAsync(query.TenantId, cancellationToken);
        await foreach (var batch in addresses.Chunk(LookUpsAtOnce).WithCancellation(cancellationToken))
        {
            var known = await contacts.FindByAddressAsync(query.TenantId, query.Channel, batch, cancellationToken);
            for (var i = 0; i < batch.Length; i++)
            {
                var place = (++passed).ToString(CultureInfo.InvariantCulture);
                var (contact, consent, suppression) = known[i];
                var loss = Candidate.LossOf(rules.PermissionFor(query.Channel, contact, consent, suppression));
                yield return loss is ExclusionReason.None
                    ? Candidate.From(new Recipient(batch[i], contact?.Id, contact?.Country, contact?.TimeZone), place)
                    : new Candidate(null, loss, place);
            }
        }
    }
}
