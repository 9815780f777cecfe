using System.Globalization;
using System.Runtime.CompilerServices;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.App.Audiences;

/// <summary>A pasted list, each address with the contact it leads to.</summary>
internal sealed class PastedListSource(ITaskStore tasks, IContactStore contacts) : IAudienceSource
{
    private const int LookUpsAtOnce = 200;

    public bool Reads(Audience audience) => audience is PastedList;

    public Waterfall Start(Audience audience) =>
        audience is PastedList list ? Waterfall.Empty with { Matched = list.Duplicates, Duplicate = list.Duplicates } : Waterfall.Empty;

    public async IAsyncEnumerable<Candidate> ReadAsync(CampaignTask task, string? position, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var version = (task.Audience as PastedList)?.Version ?? throw new InvalidOperationException("Not a pasted list.");
        var passed = position is null ? 0 : int.Parse(position, CultureInfo.InvariantCulture);
        var addresses = tasks.ReadRecipientsAsync(task.TenantId, task.Id, version, cancellationToken).Skip(passed);
        await foreach (var batch in addresses.Chunk(LookUpsAtOnce).WithCancellation(cancellationToken))
        {
            var known = await contacts.FindByAddressAsync(task.TenantId, task.Channel, batch, cancellationToken);
            for (var i = 0; i < batch.Length; i++)
            {
                var place = (++passed).ToString(CultureInfo.InvariantCulture);
                yield return Judge(task, batch[i], known[i], place);
            }
        }
    }

    private static Candidate Judge(CampaignTask task, string address, KnownAddress known, string place) =>
        ConsentRules.Of(known.Contact, known.Consent, task.Channel) is { Status: ConsentStatus.Unsubscribed }
            ? new Candidate(null, Loss.NoConsent, place)
            : Candidate.Of(new Recipient(address, known.Contact?.Id, known.Contact?.Country, known.Contact?.TimeZone), place);
}
