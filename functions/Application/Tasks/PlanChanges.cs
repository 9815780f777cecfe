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

/// <summary>The comparison of an edited task with the stored one.</summary>
internal sealed class PlanChanges(ITaskStore tasks, IRunStore runs, ILedger ledger, IContactStore contacts)
{
    // Contacts who moved to a new address of the list are looked for behind so many of them; beyond, they count as leaving and joining.
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
        RecipientSet known = new(channel);
        RecipientSet leavers = new(channel);
        await foreach (var page in ledger.ReadAllPagesAsync(run, openOnly: false, cancellationToken))
        {
            foreach (var message in page.Messages.Where(message => !RunPlanner.HasLeft(message)))
            {
                var (isPending, isWanted) = (message.State is MessageState.Pending, wanted.Contains(message.Address));
                (kept, pending) = isPending ? (kept, pending + 1) : (kept + 1, pending);
                joining.Remove(message.Address);
                if (isPending && !isWanted)
                {
                    leaving++;
                    leavers.AddContact(message.ContactId);
                }

                // A message that is still to leave follows its contact, and the address that it was planned for gets another one.
                if (!isPending || !isWanted || message.MayHaveBeenSent)
                {
                    known.AddContact(message.ContactId);
                }
            }
        }

        string[] unknown = [.. joining.Take(MaxLookUps)];
        var people = unknown.Length is 0 ? [] : await contacts.FindByAddressAsync(run.TenantId, channel, unknown, cancellationToken);
        foreach (var (address, contact) in unknown.Zip(people.Select(one => one.Contact?.Id)).Where(one => known.HasContact(one.Second)))
        {
            joining.Remove(address);
            leaving -= leavers.HasContact(contact) ? 1 : 0;
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
