using CampaignTasks.Application.Resilience;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Application.Webhooks;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Sending;

/// <summary>
/// The handler of failures that end or pause a run: it stores them. Every operation can be repeated and handles conflicts.
/// </summary>
internal sealed class RunFailureHandler(
    ITaskStore tasks,
    IAutomationStore automations,
    IAccountStore accounts,
    IRunStore runs,
    ITaskNotifier notifier,
    RunWebhookEvents events,
    TimeProvider time,
    ILogger<RunFailureHandler> logger
)
{
    /// <summary>Ends the run, stops the account and pauses the task, as the failure says.</summary>
    public async Task HandleAsync(CampaignTask task, Run run, SendFailure failure, CancellationToken cancellationToken)
    {
        if (failure.EndsRun)
        {
            await EndAsync(run, failure.Reason, cancellationToken);
        }

        if (failure.Account is { } account)
        {
            await StopAccountAsync(task.TenantId, account, failure.Reason, cancellationToken);
        }

        if (failure.PausesTask && run.Step is not null)
        {
            // A provider's words may repeat an address, which an erasure would have to find here.
            var isOurs = failure.Alert is not null || failure == SendFailure.NoAccount;
            var reason =
                failure.Account is { } stopped ? $"account {stopped} is stopped: {CodeOf(failure.Reason)}"
                : isOurs ? failure.Reason
                : CodeOf(failure.Reason);
            await PauseAsync(new AutomationKey(run.TenantId, run.TaskId), reason, cancellationToken);
        }
        else if (failure.PausesTask && run.Batch is null)
        {
            await PauseAsync(task, failure.Reason, failure.Alert, cancellationToken);
        }
    }

    /// <summary>Pauses the task with the reason, unless it does not run any more.</summary>
    public Task PauseAsync(CampaignTask task, string reason, CancellationToken cancellationToken) =>
        PauseAsync(task, reason, alert: null, cancellationToken);

    private Task PauseAsync(CampaignTask task, string reason, string? alert, CancellationToken cancellationToken) =>
        ConflictRetry.RetryAsync(async () =>
        {
            if (await tasks.FindAsync(task.TenantId, task.Id, cancellationToken) is { Status: CampaignTaskStatus.Running } fresh)
            {
                var now = time.GetUtcNow();
                fresh = fresh.Pause(reason, now);
                fresh = alert is null ? fresh : fresh.WithAlert(new TaskAlert(alert, reason, now), now);
                fresh = fresh.AttributedTo(TaskActor.Sender.WithCurrentTrace());
                var paused = await tasks.UpdateAsync(fresh, recipients: null, cancellationToken);
                logger.TaskPaused(task.Id, CodeOf(reason));
                await notifier.ChangedAsync(paused, cancellationToken);
                await events.TaskPausedAsync(paused);
            }
        });

    /// <summary>Pauses the automation with the reason, unless it does not run any more.</summary>
    private Task PauseAsync(AutomationKey key, string reason, CancellationToken cancellationToken) =>
        ConflictRetry.RetryAsync(async () =>
        {
            if (await automations.FindAsync(key, cancellationToken) is { Status: AutomationStatus.Active } fresh)
            {
                var paused = fresh.Pause(reason, time.GetUtcNow()).AttributedTo(TaskActor.Sender.WithCurrentTrace());
                await automations.UpdateAsync(paused, cancellationToken);
                logger.AutomationPaused(key.AutomationId, CodeOf(reason));
            }
        });

    /// <summary>Names the failing message on the run, which then ends failed; the first one stays.</summary>
    private Task EndAsync(Run run, string failure, CancellationToken cancellationToken) =>
        ConflictRetry.RetryAsync(async () =>
        {
            if (await runs.FindAsync(run.Id, cancellationToken) is { Failure: null } fresh)
            {
                await runs.UpdateAsync(fresh with { Failure = failure }, cancellationToken);
            }
        });

    /// <summary>Stops an account: no message of any task leaves through it until somebody corrects and resumes it.</summary>
    private Task StopAccountAsync(string tenantId, string accountId, string reason, CancellationToken cancellationToken) =>
        ConflictRetry.RetryAsync(async () =>
        {
            if (await accounts.FindAsync(tenantId, accountId, cancellationToken) is { Status: AccountStatus.Active } account)
            {
                await accounts.UpdateAsync(account.Stop(reason, time.GetUtcNow()), cancellationToken);
                logger.AccountStopped(accountId, CodeOf(reason));
            }
        });

    // A provider's error text follows its code and a colon. It may repeat what was sent, and that stays out of logs.
    private static string CodeOf(string reason) => reason.Split(':', 2)[0];
}
