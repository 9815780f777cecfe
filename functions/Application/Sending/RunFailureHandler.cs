using CampaignTasks.Application.Resilience;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Sending;

/// <summary>Writes down what ends or pauses a run by itself. Each is safe to repeat and survives lost races.</summary>
internal sealed class RunFailureHandler(ITaskStore tasks, IAccountStore accounts, ILedger ledger, ITaskNotifier signals, TimeProvider time, ILogger<RunFailureHandler> logger)
{
    /// <summary>Names the failing message on the run, which then ends failed; the first one stays.</summary>
    public Task EndOnFailureAsync(Run run, string failure, CancellationToken cancellationToken) => ConflictRetry.RetryAsync(async () =>
    {
        if (await ledger.FindAsync(run.Id, cancellationToken) is { Failure: null } fresh)
        {
            await ledger.UpdateAsync(fresh with { Failure = failure }, cancellationToken);
        }
    });

    /// <summary>Pauses the task with the reason, unless it does not run any more.</summary>
    public Task PauseAsync(CampaignTask task, string reason, CancellationToken cancellationToken) => ConflictRetry.RetryAsync(async () =>
    {
        if (await tasks.FindAsync(task.TenantId, task.Id, cancellationToken) is { Status: CampaignTaskStatus.Running } fresh)
        {
            var paused = await tasks.UpdateAsync(fresh.Pause(reason, time.GetUtcNow()).AttributedTo(TaskActor.Sender.WithCurrentTrace()), recipients: null, cancellationToken);
            logger.TaskPaused(task.Id, CodeOf(reason));
            await signals.ChangedAsync(paused, cancellationToken);
        }
    });

    /// <summary>Stops an account that is at fault: no message of any task leaves through it until somebody mends it.</summary>
    public Task StopAccountAsync(string tenantId, string accountId, string reason, CancellationToken cancellationToken) => ConflictRetry.RetryAsync(async () =>
    {
        if (await accounts.FindAsync(tenantId, accountId, cancellationToken) is { Status: AccountStatus.Active } account)
        {
            await accounts.UpdateAsync(account.Stop(reason, time.GetUtcNow()), cancellationToken);
            logger.AccountStopped(accountId, CodeOf(reason));
        }
    });

    // A provider's words follow its code and a colon. They may repeat what it was sent, and that stays out of logs.
    private static string CodeOf(string reason) => reason.Split(':', 2)[0];
}
