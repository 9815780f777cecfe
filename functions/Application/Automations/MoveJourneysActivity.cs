using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Application.Webhooks;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Tenants;
using Microsoft.DurableTask;

namespace CampaignTasks.Application.Automations;

/// <summary>The activity <see cref="JourneyActivities.MoveJourneys"/>: one turn of an automation.</summary>
internal sealed class MoveJourneysActivity(
    IAutomationStore automations,
    IJourneyStore journeys,
    IFactInbox inbox,
    IMembershipStore members,
    ISettingsStore settings,
    TenantStatuses tenants,
    FactIntake intake,
    SegmentEntrance segments,
    JourneySettler settler,
    JourneyMover mover,
    JourneyDispatcher dispatcher,
    WebhookPublisher webhooks,
    IHostApplicationLifetime lifetime,
    TimeProvider time
) : TaskActivity<AutomationWork, AutomationTurn>
{
    // Bounds the memory of a turn, and what a crash repeats.
    private const int PagesAtOnce = 40;

    // More would only queue at the accounts; journeys that are due stay due.
    private const int MostRuns = 50;

    // Facts whose signal was lost are found then.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan WaitForRuns = TimeSpan.FromSeconds(5);

    public override async Task<AutomationTurn> RunAsync(TaskActivityContext context, AutomationWork input)
    {
        var cancellationToken = lifetime.ApplicationStopping;
        await EarlyTimers.WaitAsync(input.DueAt, time, cancellationToken);
        var key = new AutomationKey(input.Automation.TenantId, input.Automation.AutomationId);
        if (await automations.FindAsync(key, cancellationToken) is not { Status: not AutomationStatus.Draft } automation)
        {
            return new AutomationTurn(AutomationTurnKind.End);
        }

        if (!await tenants.IsActiveAsync(key.TenantId, cancellationToken))
        {
            return Wait(until: null);
        }

        var zone = (await settings.ReadAsync(key.TenantId, cancellationToken)).TimeZone;
        var progress = await journeys.ReadProgressAsync(key, cancellationToken);
        var pages = new JourneyPages(journeys, key, webhooks, time.GetUtcNow());
        var turn = new JourneyTurn(automation, input.Batch, zone, pages, new JourneyMembers(members, key)) { Progress = progress };
        var hasMore = await WorkAsync(turn, cancellationToken);
        if (turn.Progress != progress)
        {
            await journeys.SaveProgressAsync(key, turn.Progress, cancellationToken);
        }

        await dispatcher.StartAsync(turn, cancellationToken);
        return hasMore ? new AutomationTurn(AutomationTurnKind.Continue) : await NextAsync(turn, cancellationToken);
    }

    /// <returns>True when there is more to do at once.</returns>
    private async Task<bool> WorkAsync(JourneyTurn turn, CancellationToken cancellationToken)
    {
        var hasMore = false;
        if (turn.Automation.IsLive)
        {
            hasMore = await intake.TakeAsync(turn, cancellationToken);
            hasMore |= await segments.SweepAsync(turn, cancellationToken);
        }
        else
        {
            await inbox.ClearAsync(turn.Key.TenantId, turn.Key.AutomationId, cancellationToken);
            await members.ClearAsync(turn.Key, cancellationToken);
        }

        await settler.SettleAsync(turn, cancellationToken);
        turn.Pages.Clear();
        return turn.Automation.Status switch
        {
            AutomationStatus.Active when turn.Progress.Runs.Count < MostRuns => await MoveAsync(turn, cancellationToken) || hasMore,
            AutomationStatus.Archived => await EndAsync(turn, cancellationToken),
            _ => hasMore,
        };
    }

    private async Task<bool> MoveAsync(JourneyTurn turn, CancellationToken cancellationToken)
    {
        var due = await journeys.ReadDueAsync(turn.Key, PagesAtOnce, cancellationToken);
        foreach (var one in due.Where(one => one.At <= time.GetUtcNow()))
        {
            if (await turn.Pages.FindAsync(one.Page, cancellationToken) is { } page)
            {
                await mover.MoveAsync(turn, page, cancellationToken);
            }
        }

        return due.Count == PagesAtOnce && due[^1].At <= time.GetUtcNow();
    }

    /// <summary>Ends the journeys of an archived automation that wait for no message.</summary>
    private async Task<bool> EndAsync(JourneyTurn turn, CancellationToken cancellationToken)
    {
        var due = await journeys.ReadDueAsync(turn.Key, PagesAtOnce, cancellationToken);
        foreach (var one in due)
        {
            if (await turn.Pages.FindAsync(one.Page, cancellationToken) is not { } page)
            {
                continue;
            }

            for (var slot = 0; slot < page.Journeys.Count; slot++)
            {
                if (page.At(slot) is { Due: not null } journey)
                {
                    page.Set(
                        slot,
                        journey.Status is JourneyStatus.Pending
                            ? journey.End(JourneyStatus.Dropped, reason: null, time.GetUtcNow())
                            : journey.End(JourneyStatus.Exited, "archived", time.GetUtcNow())
                    );
                }
            }

            await turn.Pages.SaveAsync(page, cancellationToken);
        }

        return due.Count == PagesAtOnce;
    }

    private async Task<AutomationTurn> NextAsync(JourneyTurn turn, CancellationToken cancellationToken)
    {
        if (turn.Automation.Status is not AutomationStatus.Active)
        {
            return turn.Automation.Status is AutomationStatus.Archived && turn.Progress.Runs.Count is 0
                ? new AutomationTurn(AutomationTurnKind.End)
                : Wait(turn, until: null);
        }

        var next = await journeys.ReadDueAsync(turn.Key, 1, cancellationToken);
        if (next is not [var first] || first.At > time.GetUtcNow())
        {
            return Wait(turn, next is [var later] ? later.At : null);
        }

        return turn.Progress.Runs.Count < MostRuns
            ? new AutomationTurn(AutomationTurnKind.Continue)
            : Wait(turn, time.GetUtcNow() + WaitForRuns);
    }

    private AutomationTurn Wait(JourneyTurn turn, DateTimeOffset? until)
    {
        var sweep = turn.Automation.IsLive ? turn.Progress.Look?.DueAt(SegmentEntrance.BetweenSweeps) : null;

        // One that is due and was not made has nothing to look at any more.
        return Wait(sweep > time.GetUtcNow() && sweep < (until ?? DateTimeOffset.MaxValue) ? sweep : until);
    }

    private AutomationTurn Wait(DateTimeOffset? until)
    {
        var latest = time.GetUtcNow() + LongestWait;
        return new AutomationTurn(AutomationTurnKind.Wait, until < latest ? until : latest);
    }
}
