using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Planning;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Tasks;

/// <summary>Holds an edit against what is stored.</summary>
internal sealed class PlanChanges(ITaskStore tasks, IRunStore runs, ILedger ledger, IContactStore contacts)
{
    // Contacts who moved to an address of the new list are looked for among so many; beyond, they count as leaving and joining.
    private const int MaxLookUps = 1_000;

    /// <summary>Returns the effect of an edit; null when the plan stays as it is.</summary>
    /// <param name="before">The task as stored.</param>
    /// <param name="after">The task as edited.</param>
    /// <param name="list">The addresses of a new list; null when it has none.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<PlanChange?> OfAsync(
        CampaignTask before,
        CampaignTask after,
        IReadOnlyList<string>? list,
        CancellationToken cancellationToken
    )
    {
        if (before.PlanVersion == after.PlanVersion)
        {
            return null;
        }

        var wanted = list?.ToHashSet(RecipientIdentity.Addresses(before.Plan.Channel));
        var isEvaluatedLater = before.Plan.Audience != after.Plan.Audience && wanted is null;
        var run =
            before.CurrentRun is { } current
            && await runs.FindAsync(current, cancellationToken) is { CompletedAt: null, Status: RunStatus.Running } found
                ? found
                : null;
        var (kept, pending, leaving, joining) = run is not null
            ? await OfRunAsync(run, before.Plan.Channel, wanted, cancellationToken)
            : (0, 0, 0, await JoiningAsync(before, wanted, cancellationToken));
        return new PlanChange(
            after.PlanVersion,
            before.Plan.ChangedParts(after.Plan.WithLabelsOf(before.Plan)),
            kept,
            pending - leaving,
            isEvaluatedLater ? null : leaving,
            isEvaluatedLater ? null : joining,
            before.NextOccurrence,
            after.NextOccurrence
        );
    }

    private async Task<(int Kept, int Pending, int Leaving, int? Joining)> OfRunAsync(
        Run run,
        ChannelKind channel,
        HashSet<string>? wanted,
        CancellationToken cancellationToken
    )
    {
        if (wanted is null)
        {
            // While a run is under way only an edit cancels.
            var counts = await ledger.CountAsync(run, cancellationToken);
            return (counts.Total - counts.Pending - counts.Canceled, counts.Pending, 0, 0);
        }

        var (kept, pending, leaving) = (0, 0, 0);
        var joining = new HashSet<string>(wanted, wanted.Comparer);
        List<LedgerMessage> astray = [];
        await foreach (var page in ledger.ReadAllPagesAsync(run, openOnly: false, cancellationToken))
        {
            foreach (var message in page.Messages.Where(message => !RunPlanner.HasLeft(message)))
            {
                var (isPending, isWanted) = (message.State is MessageState.Pending, wanted.Contains(message.Address));
                (kept, pending) = isPending ? (kept, pending + 1) : (kept + 1, pending);
                leaving += isPending && !isWanted ? 1 : 0;
                joining.Remove(message.Address);
                if (!isWanted && message.ContactId is not null && astray.Count < MaxLookUps)
                {
                    astray.Add(message);
                }
            }
        }

        if (joining.Count > 0 && astray.Count > 0)
        {
            var people = await contacts.FindManyAsync(run.TenantId, [.. astray.Select(message => message.ContactId!)], cancellationToken);
            LedgerMessage[] moved =
            [
                .. astray.Where((_, i) => people[i]?.Addresses.GetValueOrDefault(channel) is { } address && joining.Remove(address)),
            ];
            leaving -= moved.Count(message => message.State is MessageState.Pending);
        }

        return (kept, pending, leaving, joining.Count);
    }

    private async Task<int?> JoiningAsync(CampaignTask before, HashSet<string>? wanted, CancellationToken cancellationToken)
    {
        if (wanted is null)
        {
            return 0;
        }

        if (before.Plan.Audience is not PastedList old)
        {
            return null;
        }

        var known = 0;
        await foreach (var address in tasks.ReadRecipientsAsync(before.TenantId, before.Id, old.Version, cancellationToken))
        {
            known += wanted.Contains(address) ? 1 : 0;
        }

        return wanted.Count - known;
    }
}
