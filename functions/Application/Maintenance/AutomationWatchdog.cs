using CampaignTasks.Application.Automations;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Tasks;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.Application.Maintenance;

/// <summary>
/// The part of the watchdog that finds automations without progress: their orchestration is missing or failed, or journeys stay due. It
/// sets an alert on the automation with the cause, and notifies its only orchestration.
/// </summary>
internal sealed class AutomationWatchdog(
    IAutomationStore automations,
    IJourneyStore journeys,
    DurableTaskClient client,
    IAutomationNotifier notifier,
    TimeProvider time,
    ILogger<AutomationWatchdog> logger
)
{
    /// <summary>The longest that journeys may stay due while the orchestration works: a million due at once take a while.</summary>
    public static readonly TimeSpan BehindAfter = TimeSpan.FromHours(1);

    /// <summary>Examines the active automations of a tenant.</summary>
    public async Task WatchAsync(string tenantId, CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await automations.ListAsync(tenantId, AutomationStatus.Active, limit: 200, cursor, cancellationToken);
            foreach (var automation in page.Items)
            {
                await WatchAsync(automation, cancellationToken);
            }

            cursor = page.Next;
        } while (cursor is not null);
    }

    private async Task WatchAsync(Automation automation, CancellationToken cancellationToken)
    {
        var finding = await ExamineAsync(automation, cancellationToken);
        if (finding?.Code != automation.Alert?.Code || finding?.Reason != automation.Alert?.Reason)
        {
            await ConflictRetry.RetryAsync(async () =>
            {
                if (await automations.FindAsync(automation.Key, cancellationToken) is { Status: AutomationStatus.Active } fresh)
                {
                    var changed = fresh.WithAlert(finding, time.GetUtcNow()).AttributedTo(TaskActor.Watchdog.WithCurrentTrace());
                    await automations.UpdateAsync(changed, cancellationToken);
                }
            });
        }

        if (finding is not null)
        {
            logger.AutomationNotProgressing(automation.Id, finding.Code);
            await notifier.ChangedAsync(automation, cancellationToken);
        }
    }

    private async Task<TaskAlert?> ExamineAsync(Automation automation, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = new AutomationRef(automation.TenantId, automation.Id).InstanceId;
        if (await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken) is not { } orchestration)
        {
            return new TaskAlert("orchestrationMissing", "The automation has no orchestration; a new one is started.", now);
        }

        if (orchestration.IsCompleted)
        {
            // Not every host has details of the failure; then the output is its text.
            var failure = (orchestration.FailureDetails?.ErrorMessage ?? orchestration.SerializedOutput) is { } message
                ? $": {message}"
                : "";
            return new TaskAlert(
                "orchestrationFailed",
                $"The automation's orchestration ended {orchestration.RuntimeStatus}{failure}; a new one is started.",
                now
            );
        }

        // While as many runs are under way as may be, journeys wait for senders, and the runs' own pace decides.
        return
            await journeys.ReadDueAsync(automation.Key, 1, cancellationToken) is [var first]
            && IsStandstill(now - first.At, now - orchestration.LastUpdatedAt)
            && (await journeys.ReadProgressAsync(automation.Key, cancellationToken)).Runs.Count < MoveJourneysActivity.MostRuns
            ? new TaskAlert(
                "notMoving",
                $"Journeys have been due since {first.At:u}, and none has moved on; the orchestration is notified.",
                now
            )
            : null;
    }

    private static bool IsStandstill(TimeSpan late, TimeSpan idle) =>
        late > BehindAfter || (late > Watchdog.StandstillAfter && idle > Watchdog.StandstillAfter);
}
