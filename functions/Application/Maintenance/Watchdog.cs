using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Functions;
using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.Application.Maintenance;

/// <summary>
/// The timer that finds live tasks without progress: their orchestration is missing or failed, an occurrence is late, or no message is
/// sent although one may be. It sets an alert on the task with the cause, and notifies the task's only orchestration; it never starts a
/// second one. <see cref="AutomationWatchdog"/> does the same for automations.
/// </summary>
internal sealed class Watchdog(
    ITenantStore tenants,
    ITaskStore tasks,
    IRunStore runs,
    ILedger ledger,
    IAccountStore accounts,
    IQuotaStore quotas,
    DurableTaskClient client,
    ITaskNotifier notifier,
    AutomationWatchdog automations,
    TimeProvider time,
    ILogger<Watchdog> logger
) : ITimerFunction
{
    /// <summary>The longest a run may stand still in an open window; longer than any retry delay.</summary>
    public static readonly TimeSpan StandstillAfter = TimeSpan.FromMinutes(10);

    /// <summary>The delay of an occurrence after which it is reported.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(2);

    private static readonly TaskFilter Watched = new([CampaignTaskStatus.Scheduled, CampaignTaskStatus.Running, CampaignTaskStatus.Paused]);

    /// <inheritdoc/>
    public async Task RunAsync(TimerTick tick, CancellationToken cancellationToken)
    {
        await foreach (var tenant in tenants.AllAsync(cancellationToken))
        {
            if (tenant.Status is not TenantStatus.Active)
            {
                // Its tasks must not progress.
                continue;
            }

            string? cursor = null;
            do
            {
                var page = await tasks.ListAsync(tenant.Id, Watched, limit: 200, cursor, cancellationToken);
                foreach (var task in page.Items)
                {
                    await WatchAsync(task, cancellationToken);
                }

                cursor = page.Next;
            } while (cursor is not null);

            await automations.WatchAsync(tenant.Id, cancellationToken);
        }
    }

    private async Task WatchAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        var finding = await ExamineAsync(task, cancellationToken);
        if (finding?.Code != task.Alert?.Code || finding?.Reason != task.Alert?.Reason)
        {
            await ConflictRetry.RetryAsync(async () =>
            {
                if (await tasks.FindAsync(task.TenantId, task.Id, cancellationToken) is { IsLive: true } fresh)
                {
                    var changed = fresh.WithAlert(finding, time.GetUtcNow()).AttributedTo(TaskActor.Watchdog.WithCurrentTrace());
                    await tasks.UpdateAsync(changed, recipients: null, cancellationToken);
                }
            });
        }

        if (finding is not null)
        {
            logger.TaskNotProgressing(task.Id, finding.Code);
            await notifier.ChangedAsync(task, cancellationToken);
        }
    }

    private async Task<TaskAlert?> ExamineAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        if (task.Status is CampaignTaskStatus.Paused)
        {
            // It must not progress: an earlier finding no longer applies. What paused it stands until somebody resumes it.
            return task.Alert is { Code: TaskAlert.Interrupted } cause ? cause : null;
        }

        var now = time.GetUtcNow();
        var orchestration = await client.GetInstanceAsync(
            new TaskRef(task.TenantId, task.Id).InstanceId,
            getInputsAndOutputs: true,
            cancellationToken
        );
        if (orchestration is null)
        {
            return new TaskAlert("orchestrationMissing", "The task has no orchestration; a new one is started.", now);
        }

        if (orchestration.IsCompleted)
        {
            // Not every host has details of the failure; then the output is its text.
            var failure = (orchestration.FailureDetails?.ErrorMessage ?? orchestration.SerializedOutput) is { } message
                ? $": {message}"
                : "";
            return new TaskAlert(
                "orchestrationFailed",
                $"The task's orchestration ended {orchestration.RuntimeStatus}{failure}; a new one is started.",
                now
            );
        }

        if (task.Stage is { Hold: not null } || now < task.Stage?.WatchedUntil + LateAfter)
        {
            // A roll-out stands still between its stages.
            return null;
        }

        if (task is { Status: CampaignTaskStatus.Scheduled, NextOccurrence: { } at })
        {
            return now - at > LateAfter && now - (task.DueSince ?? at) > LateAfter
                ? new TaskAlert("lateStart", $"The occurrence of {at:u} has not begun.", now)
                : null;
        }

        return await StandstillAsync(task, now, cancellationToken);
    }

    private async Task<TaskAlert?> StandstillAsync(CampaignTask task, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (task.CurrentRun is null || await runs.FindAsync(task.CurrentRun, cancellationToken) is not { } run)
        {
            return task.NextOccurrence is { } at && now - (at > task.UpdatedAt ? at : task.UpdatedAt) > LateAfter
                ? new TaskAlert("lateStart", $"The run of {at:u} has not been opened.", now)
                : null;
        }

        if (run.CompletedAt is not null)
        {
            return null;
        }

        var open = (await ledger.CountAsync(run, cancellationToken)).Open;
        if (run.Observation is not { } observation || observation.Open != open)
        {
            await ConflictRetry.RetryAsync(async () =>
            {
                if (await runs.FindAsync(run.Id, cancellationToken) is { CompletedAt: null } fresh)
                {
                    await runs.UpdateAsync(fresh with { Observation = new RunObservation(open, now) }, cancellationToken);
                }
            });
            return null;
        }

        if (now - observation.At < StandstillAfter || !await IsOpenSinceAsync(task, run, now - StandstillAfter, now, cancellationToken))
        {
            return null;
        }

        return await ObstacleAsync(task, run, now, cancellationToken) is { } reason
            ? new TaskAlert("notMoving", $"No message has moved since {observation.At:u} although the window is open: {reason}", now)
            : null;
    }

    /// <summary>Returns true when messages are pending whose window has been open all the time.</summary>
    private async Task<bool> IsOpenSinceAsync(
        CampaignTask task,
        Run run,
        DateTimeOffset since,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var hours = run.HoursBy(task);
        HashSet<string> seen = new(StringComparer.Ordinal);
        await foreach (var page in ledger.ReadAllPagesAsync(run, openOnly: true, cancellationToken))
        {
            // A message that waits for a frequency cap is no standstill.
            var isPending = page.Messages.Any(message =>
                message.State is MessageState.Pending or MessageState.Sending && !EligibilityRules.WaitsForCap(message)
            );
            if (
                isPending
                && seen.Add(page.Zone ?? "")
                && hours.Next(page.Zone, since) is { } opening
                && opening.From <= since
                && opening.Until > now
            )
            {
                return true;
            }
        }

        // A run that stands still before it has pages is planned too slowly, whatever the time of day.
        return run.Status is RunStatus.Planning;
    }

    /// <summary>Returns the obstacle; null when the messages only wait for their slots.</summary>
    private async Task<string?> ObstacleAsync(CampaignTask task, Run run, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var own = QuotaPolicy.From(task);
        if (!own.IsFree && own.NextFree(await quotas.ReadAsync(task.TenantId, own.Scope, cancellationToken), now) > now)
        {
            return null;
        }

        var (stopped, waiting) = (0, 0);
        foreach (var id in task.Plan.Accounts)
        {
            if (await accounts.FindAsync(task.TenantId, id, cancellationToken) is not { Status: AccountStatus.Active } account)
            {
                stopped++;
                continue;
            }

            var policy = QuotaPolicy.From(account);
            var isWaiting =
                !policy.IsFree && policy.NextFree(await quotas.ReadAsync(task.TenantId, policy.Scope, cancellationToken), now) > now;
            waiting += isWaiting ? 1 : 0;
        }

        return stopped == task.Plan.Accounts.Count ? "all its accounts are stopped or gone."
            : stopped + waiting == task.Plan.Accounts.Count ? null
            : await LastRefusalAsync(run, cancellationToken) is { } refusal ? $"messages wait to be tried again: {refusal}."
            : "its senders do not respond; its orchestration is notified.";
    }

    /// <summary>Returns why the first pending message with an attempt was not sent; null when there is none.</summary>
    private async Task<string?> LastRefusalAsync(Run run, CancellationToken cancellationToken)
    {
        await foreach (var page in ledger.ReadAllPagesAsync(run, openOnly: true, cancellationToken))
        {
            if (page.Messages.FirstOrDefault(message => message is { State: MessageState.Pending, Reason: not null }) is { } tried)
            {
                return tried.Reason!.TrimEnd('.');
            }
        }

        return null;
    }
}
