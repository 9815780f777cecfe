using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Application.Sending;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;
using Microsoft.DurableTask;

namespace CampaignTasks.Application.Runs;

/// <summary>
/// <see cref="RunActivities.FinishRun"/>: when nothing is owed any more that may still leave, or what is owed is to be canceled, closes the run; the
/// task goes on to its next occurrence, or ends.
/// </summary>
internal sealed class FinishRunActivity(
    ITaskStore tasks, ILedger ledger, RunMonitors controls, StorageRetry retry, IHostApplicationLifetime lifetime, TimeProvider time,
    ILogger<FinishRunActivity> logger)
    : TaskActivity<RunRef, RunEnd>
{
    /// <summary>Why messages stay unsent when a schedule's last day is over.</summary>
    public const string FinishDatePassed = "finishDatePassed";

    public override Task<RunEnd> RunAsync(TaskActivityContext context, RunRef input) => FinishAsync(input);

    /// <summary>Closes the run, unless something is owed.</summary>
    public async Task<RunEnd> FinishAsync(RunRef input)
    {
        var cancellationToken = lifetime.ApplicationStopping;
        var run = await ledger.RequireAsync(input, cancellationToken);
        var task = await tasks.FindAsync(input.TenantId, input.TaskId, cancellationToken);
        if (await EndingAsync(run, task, cancellationToken) is not var (status, reason))
        {
            return RunEnd.HasPending;
        }

        if (reason is not null)
        {
            await CancelOwedAsync(run, task, reason, cancellationToken);
        }

        await ConflictRetry.RetryAsync(async () =>
        {
            run = await ledger.RequireAsync(input, cancellationToken);
            if (run.CompletedAt is null)
            {
                run = await ledger.UpdateAsync(run with { Status = status, EndReason = reason, CompletedAt = time.GetUtcNow(), Erased = null }, cancellationToken);
                logger.RunEnded(input.RunId, input.TaskId, status.ToString());
            }
        });
        CampaignTask? closed = null;
        await ConflictRetry.RetryAsync(async () => closed = await CloseTaskAsync(run, cancellationToken));

        // Occurrences that were passed over are still to be put on record: the task's next step does it.
        return closed is { IsLive: false, Passed.Count: 0 } ? RunEnd.TaskEnded : RunEnd.Closed;
    }

    /// <summary>How the run ends now, and why what it still owes is canceled; null while it is to go on.</summary>
    private async Task<(RunStatus Status, string? CancelReason)?> EndingAsync(Run run, CampaignTask? task, CancellationToken cancellationToken)
    {
        if (run.Failure is not null)
        {
            return (RunStatus.Failed, "stopped on failure");
        }

        switch (task)
        {
            case { Status: CampaignTaskStatus.Running or CampaignTaskStatus.Paused } when task.CurrentRun == run.Id:
                var owed = await OwedAsync(run, task, cancellationToken);
                return owed is Owed.Something || task.Status is CampaignTaskStatus.Paused ? null
                    : owed is Owed.Nothing ? (RunStatus.Completed, null)
                    : (RunStatus.Stopped, FinishDatePassed);
            case { Status: CampaignTaskStatus.Completed }:
                return (RunStatus.Stopped, "stopped");
            case { Status: CampaignTaskStatus.Failed }:
                return (RunStatus.Failed, "stopped on failure");
            default:
                return (RunStatus.Canceled, "canceled");
        }
    }

    private enum Owed
    {
        Nothing,

        /// <summary>Messages whose last allowed day is over.</summary>
        TooLate,
        Something,
    }

    private async Task<Owed> OwedAsync(Run run, CampaignTask task, CancellationToken cancellationToken)
    {
        var hours = run.HoursBy(task);
        var owed = Owed.Nothing;
        await foreach (var page in ledger.ReadAllPagesAsync(run, openOnly: true, cancellationToken))
        {
            if (hours.Next(page.Zone, time.GetUtcNow()) is not null)
            {
                return Owed.Something;
            }

            owed = Owed.TooLate;
        }

        return owed;
    }

    /// <returns>The task as it is stored now; null when it is past this run already.</returns>
    private async Task<CampaignTask?> CloseTaskAsync(Run run, CancellationToken cancellationToken)
    {
        var task = await tasks.FindAsync(run.TenantId, run.TaskId, cancellationToken);
        if (task?.CurrentRun != run.Id)
        {
            // It was closed before, and the task is past this run.
            return null;
        }

        var closed = (task.Status, run.Status) switch
        {
            (CampaignTaskStatus.Running, RunStatus.Completed) => task.CloseRun("completed", time.GetUtcNow()),
            (CampaignTaskStatus.Running, RunStatus.Stopped) => task.CloseRun(run.EndReason ?? "stopped", time.GetUtcNow()),
            (CampaignTaskStatus.Running or CampaignTaskStatus.Paused, RunStatus.Failed) =>
                task.RecordRunEnd("failed", time.GetUtcNow()).Fail(run.Failure ?? "failed", time.GetUtcNow()),
            _ => task.RecordRunEnd(EnumNames.Of(run.Status), time.GetUtcNow()),
        };
        if (closed.PendingEvents.Count == 0)
        {
            return closed;
        }

        closed = await tasks.UpdateAsync(closed.AttributedTo(TaskActor.Scheduler.WithCurrentTrace()), recipients: null, cancellationToken);
        controls.Changed(closed);
        return closed;
    }

    private async Task CancelOwedAsync(Run run, CampaignTask? task, string reason, CancellationToken cancellationToken)
    {
        var tally = task is null ? null : new PageOutcomeMetrics(task.Plan.Channel);
        await foreach (var page in ledger.ReadAllPagesAsync(run, openOnly: true, cancellationToken))
        {
            await new PageClaim(ledger, run, page, claimId: "", tally, retry).ChangeAsync(fresh =>
            {
                // What a dead sender had claimed may have left: it is unknown, not canceled.
                fresh.Recover(hasIdempotencyKey: false, time.GetUtcNow());
                fresh.Cancel(reason, time.GetUtcNow());
                return [];
            });
        }
    }
}
