using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Planning;

/// <summary>
/// The planning of runs: writes a run's audience into the ledger, and changes what is still pending when the plan changed under way. Every
/// step can be repeated: what is stored already is found there.
/// </summary>
internal sealed partial class RunPlanner(
    IAudienceSnapshotter snapshots,
    IRunStore runs,
    ILedger ledger,
    IContactStore contacts,
    ISettingsStore settings,
    StorageRetry retry,
    TimeProvider time
)
{
    private const string Left = "left the audience by an edit";
    private const string Dropped = "overdue: dropped when the pause ended";

    /// <summary>
    /// Returns true when a message was canceled because an edit took its recipient out of the audience: a recipient who returns gets
    /// another one.
    /// </summary>
    public static bool HasLeft(LedgerMessage message) => message is { State: MessageState.Canceled, Reason: Left };

    /// <summary>Returns true when the run's audience has to be planned, or planned anew.</summary>
    public static bool Plans(CampaignTask task, Run run) => run.Status is RunStatus.Planning || task.AudienceSince > run.PlanVersion;

    /// <summary>
    /// Records that planning begins, before anybody is read: a person erased from then on may still enter the ledger by it. The first time
    /// counts.
    /// </summary>
    /// <returns>The run as it is to be stored.</returns>
    public Task<Run> BeginAsync(Run run) =>
        Task.FromResult(
            run with
            {
                PlanningSince = run.Status is RunStatus.Planning ? run.StartedAt : time.GetUtcNow(),
                PlanningAttempts = 1,
            }
        );

    /// <summary>Writes the audience as pages of pending messages.</summary>
    /// <returns>The run as it is to be stored; then <see cref="EndAsync"/>.</returns>
    public async Task<Run> PlanAsync(CampaignTask task, Run run, CancellationToken cancellationToken)
    {
        var waterfall = await snapshots.CreateAsync(task, run, cancellationToken);
        run = run with { Status = RunStatus.Running, Waterfall = waterfall };
        if (task.Plan.Rollout is { } rollout)
        {
            return await PlanStagesAsync(task, run, rollout.Sizes(waterfall.Planned), cancellationToken);
        }

        var writer = await NewPagesAsync(task, run, firstPage: 0, waterfall.Planned, cancellationToken);
        await foreach (var recipient in snapshots.ReadAsync(run, cancellationToken))
        {
            await writer.AddAsync(recipient, cancellationToken);
        }

        await writer.EndAsync(cancellationToken);
        return Planned(task, run, writer) with { Zones = writer.Zones };
    }

    /// <summary>
    /// Adapts the ledger to a changed audience: pending messages of those who left it are canceled, of contacts without an address skipped;
    /// those who joined it get one. What was sent stays.
    /// </summary>
    /// <returns>The run as it is to be stored; then <see cref="EndAsync"/>.</returns>
    public async Task<Run> ReplanAsync(CampaignTask task, Run run, CancellationToken cancellationToken)
    {
        if (!Plans(task, run))
        {
            return run with { PlanVersion = task.PlanVersion };
        }

        // A snapshot for the plan before may be left of a crash.
        await snapshots.DeleteAsync(run, cancellationToken);
        var waterfall = await snapshots.CreateAsync(task, run, cancellationToken);
        var wanted = new RecipientSet(task.Plan.Channel, keepsPairs: true);
        await foreach (var recipient in snapshots.ReadAsync(run, cancellationToken))
        {
            wanted.Add(recipient.ContactId, recipient.Address);
        }

        var (known, pages) = await CancelLeaversAsync(task, run, wanted, cancellationToken);

        // An erasure writes whom it takes out of the pages on the run first: so the run is read after the pages.
        var erased = await runs.FindAsync(run.Id, cancellationToken) ?? run;
        bool Joins(Recipient recipient) => !known.HasAny(recipient) && !erased.HasErased(task.Plan.Channel, recipient.Address);
        var joining = await snapshots.ReadAsync(run, cancellationToken).CountAsync(Joins, cancellationToken);
        var writer = await NewPagesAsync(task, run, pages, joining, cancellationToken);
        await foreach (var recipient in snapshots.ReadAsync(run, cancellationToken))
        {
            if (Joins(recipient))
            {
                await writer.AddAsync(recipient, cancellationToken);
            }
        }

        await writer.EndAsync(cancellationToken);
        return Planned(task, run, writer) with
        {
            Waterfall = waterfall,
            Zones = ZoneCounts.Sum(run.Zones, writer.Zones),
            Stages = WithJoining(run.Stages, joining, writer.Pages),
        };
    }

    /// <summary>Deletes the snapshot that planning needed: the ledger has it now.</summary>
    public Task EndAsync(Run run, CancellationToken cancellationToken) => snapshots.DeleteAsync(run, cancellationToken);

    /// <summary>Marks, once for every resume, the messages that were overdue: those of each lane up to a place.</summary>
    /// <returns>The run as it is to be stored.</returns>
    public async Task<Run> MarkOverdueAsync(OverdueMessages overdue, Run run, CancellationToken cancellationToken)
    {
        List<LanePosition> places = [];
        for (var lane = 0; lane < run.Lanes; lane++)
        {
            // Lanes have the same share, so the same part of each was overdue.
            var share = (overdue.Messages / run.Lanes) + (lane < overdue.Messages % run.Lanes ? 1 : 0);
            if (await PlaceAfterAsync(run, lane, share, cancellationToken) is { } place)
            {
                places.Add(place);
            }
        }

        var marked = run with { OverdueAsOf = overdue.AsOf, CatchUp = null, Dropping = null };
        return overdue.Rule is OverdueRule.Drop ? marked with { Dropping = places } : marked with { CatchUp = places };
    }

    /// <summary>Skips the messages that were marked to be dropped.</summary>
    /// <returns>The run as it is to be stored.</returns>
    public async Task<Run> DropAsync(CampaignTask task, Run run, CancellationToken cancellationToken)
    {
        foreach (var end in run.Dropping ?? [])
        {
            await foreach (var page in ledger.ReadPagesAsync(run, end.Lane, fromPage: 0, openOnly: true, cancellationToken))
            {
                var places = page.PendingIndexes(0)
                    .Where(i => page.Number < end.Page || (page.Number == end.Page && i < end.Index))
                    .ToList();
                if (places.Count > 0)
                {
                    await ChangeAsync(task, run, page, fresh => fresh.End(MessageState.Skipped, places, Dropped, time.GetUtcNow()));
                }
            }
        }

        return run with
        {
            Dropping = null,
        };
    }

    private static Run Planned(CampaignTask task, Run run, PageWriter writer) =>
        run with
        {
            Pages = writer.Pages,
            PlanVersion = task.PlanVersion,
            PlanningSince = null,
            PlanningAttempts = 0,
        };

    private async Task<LanePosition?> PlaceAfterAsync(Run run, int lane, int share, CancellationToken cancellationToken)
    {
        LanePosition? place = null;
        await foreach (var page in ledger.ReadPagesAsync(run, lane, fromPage: 0, openOnly: true, cancellationToken))
        {
            if (share <= 0)
            {
                break;
            }

            int[] pending = [.. page.PendingIndexes(0).Take(share)];
            share -= pending.Length;
            place = pending.Length > 0 ? new LanePosition(lane, page.Number, pending[^1] + 1) : place;
        }

        return place;
    }

    /// <summary>Cancels pending messages to people who are not wanted any more.</summary>
    /// <returns>The recipients who have a message of this run, and the number of the first page that is free.</returns>
    private async Task<(RecipientSet Known, int Pages)> CancelLeaversAsync(
        CampaignTask task,
        Run run,
        RecipientSet wanted,
        CancellationToken cancellationToken
    )
    {
        var pages = run.Pages;
        RecipientSet known = new(task.Plan.Channel);
        for (var lane = 0; lane < run.Lanes; lane++)
        {
            await foreach (var read in ledger.ReadPagesAsync(run, lane, fromPage: 0, openOnly: false, cancellationToken))
            {
                var page = read;
                pages = Math.Max(pages, page.Number + 1);
                if (LeaversOf(page, wanted).Any())
                {
                    var unreachable = await UnreachableAsync(task, page, wanted, cancellationToken);
                    page = await ChangeAsync(task, run, page, fresh =>
                    {
                        var leavers = LeaversOf(fresh, wanted).ToLookup(i => unreachable.Contains(fresh.Messages[i].ContactId ?? ""));
                        return fresh.End(MessageState.Skipped, leavers[true], EligibilityRules.AddressRemoved, time.GetUtcNow())
                            + fresh.End(MessageState.Canceled, leavers[false], Left, time.GetUtcNow());
                    });
                }

                // A recipient who left by an earlier edit and is back gets another message.
                foreach (var message in page.Messages.Where(message => !HasLeft(message)))
                {
                    AddTo(known, message, wanted);
                }
            }
        }

        return (known, pages);
    }

    private static IEnumerable<int> LeaversOf(LedgerPage page, RecipientSet wanted) =>
        page.PendingIndexes(0).Where(i => !IsWanted(page.Messages[i], wanted));

    /// <summary>Finds the contacts of a page's leavers who have no address any more: no audience can reach them.</summary>
    private async Task<HashSet<string>> UnreachableAsync(
        CampaignTask task,
        LedgerPage page,
        RecipientSet wanted,
        CancellationToken cancellationToken
    )
    {
        string[] ids = [.. LeaversOf(page, wanted).Select(i => page.Messages[i].ContactId).OfType<string>()];
        var people = ids.Length is 0 ? [] : await contacts.FindManyAsync(task.TenantId, ids, cancellationToken);
        return [.. people.OfType<Contact>().Where(one => !one.Addresses.ContainsKey(task.Plan.Channel)).Select(one => one.Id)];
    }

    // The contact counts wherever it is reached now; its address alone only where the audience names that without a contact. Somebody else
    // who has the address now is another recipient.
    private static bool IsWanted(LedgerMessage message, RecipientSet wanted) =>
        message.ContactId is { } contact
            ? wanted.HasContact(contact) || wanted.Has(contactId: null, message.Address)
            : wanted.HasAddress(message.Address);

    // A message that is still to leave goes to its contact's address then: until it has left, the old one is free for somebody else. So is
    // that of a contact who has none any more.
    private static void AddTo(RecipientSet known, LedgerMessage message, RecipientSet wanted)
    {
        var moves =
            message is { State: MessageState.Pending, MayHaveBeenSent: false, ContactId: { } contact }
            && wanted.HasContact(contact)
            && !wanted.Has(contact, message.Address);
        if (moves || message is { State: MessageState.Skipped, Reason: EligibilityRules.AddressRemoved })
        {
            known.AddContact(message.ContactId);
        }
        else
        {
            known.Add(message.ContactId, message.Address);
        }
    }

    private async Task<LedgerPage> ChangeAsync(CampaignTask task, Run run, LedgerPage page, Func<LedgerPage, int> change)
    {
        var claim = new PageClaim(ledger, run, page, claimId: "", new PageOutcomeMetrics(task.Plan.Channel), retry);
        await claim.ChangeAsync(fresh =>
        {
            change(fresh);
            return [];
        });
        return claim.Page;
    }

    private async Task<PageWriter> NewPagesAsync(
        CampaignTask task,
        Run run,
        int firstPage,
        int messages,
        CancellationToken cancellationToken
    )
    {
        var zoneOf = await settings.ZonesAsync(task.TenantId, task.Plan.Schedule, cancellationToken);
        var pageSize = LaneAllocation.PageSize(messages, run.Lanes, task.Plan.Accounts.Count, run.PageCapacity ?? LedgerPage.Capacity);
        return new PageWriter(ledger, run, new PageBuilder(firstPage, pageSize, zoneOf, time.GetUtcNow()));
    }
}
