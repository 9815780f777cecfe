using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;
using Microsoft.DurableTask;

namespace CampaignTasks.Application.Automations;

/// <summary>
/// The activity <see cref="JourneyActivities.FinishJourneyRun"/>: closes a run of an automation of which nothing is pending, or whose
/// automation has ended. Repeating it changes nothing.
/// </summary>
internal sealed class FinishJourneyRunActivity(
    IAutomationStore automations,
    IRunStore runs,
    ILedger ledger,
    PendingMessages pending,
    IHostApplicationLifetime lifetime,
    TimeProvider time
) : TaskActivity<RunRef, JourneyRunEnd>
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    public override async Task<JourneyRunEnd> RunAsync(TaskActivityContext context, RunRef input)
    {
        var cancellationToken = lifetime.ApplicationStopping;
        var run = await runs.RequireAsync(input, cancellationToken);
        var automation = await automations.FindAsync(new AutomationKey(input.TenantId, input.TaskId), cancellationToken);
        if (automation is not { IsLive: true })
        {
            await pending.CancelAsync(run, "archived: the automation was archived", channel: null, cancellationToken);
        }
        else if (await ledger.ReadAllPagesAsync(run, openOnly: true, cancellationToken).AnyAsync(cancellationToken))
        {
            // Mostly a pause, whose end is signaled. Another cause may last, so it is not tried again without a rest.
            return new JourneyRunEnd(IsClosed: false, automation.Status is AutomationStatus.Active ? time.GetUtcNow() + RetryDelay : null);
        }

        await ConflictRetry.RetryAsync(async () =>
        {
            if (await runs.RequireAsync(input, cancellationToken) is { CompletedAt: null } open)
            {
                await runs.UpdateAsync(open with { Status = RunStatus.Completed, CompletedAt = time.GetUtcNow() }, cancellationToken);
            }
        });
        return new JourneyRunEnd(IsClosed: true);
    }
}
