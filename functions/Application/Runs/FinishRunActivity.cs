using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Application.Sending;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Application.Webhooks;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;
using Microsoft.DurableTask;

namespace CampaignTasks.Application.Runs;

/// <summary>
/// The activity <see cref="RunActivities.FinishRun"/>: closes a run of which nothing is pending that may still leave, or whose pending
/// messages are to be canceled. The task goes on to its next occurrence, or ends.
/// </summary>
internal sealed class FinishRunActivity(
    ITaskStore tasks,
    IRunStore runs,
    ILedger ledger,
    RunMonitors monitors,
    PendingMessages pending,
    StageGate stages,
    RunWebhookEvents events,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<FinishRunActivity> logger
) : TaskActivity<RunRef, TaskStep>
{
    /// <summary>The reason on messages that stay unsent when a schedule's last day is over.</summary>
    public const string FinishDatePassed = "finishDatePassed";

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    public override Task<TaskStep> RunAsync(TaskActivityContext context, RunRef input) => FinishAsync(input);

    /// <summary>Closes the run, unless messages are pending that may still leave.</summary>
    public async Task<TaskStep> FinishAsync(RunRef input)
    {
        var cancellationToken = lifetime.ApplicationStopping;
        var run = await runs.RequireAsync(input, cancellationToken);
        var task = await tasks.FindAsync(input.TenantId, input.TaskId, cancellationToken);
        if (await EndingAsync(run, task, cancellationToken) is not var (status, reason))
        {
            // Mostly a stage that has been sent, or a pause. Another cause may last, so the task is not read again without a pause.
            return await stages.EndAsync(task!, run, cancellationToken) ?? new TaskStep(TaskStepKind.Wait, time.GetUtcNow() + RetryDelay);
        }

        if (reason is not null)
        {
            await pending.CancelAsync(run, reason, task?.Plan.Channel, cancellationToken);
        }

        await ConflictRetry.RetryAsync(async () =>
        {
            run = await runs.RequireAsync(input, cancellationToken);
            if (run.CompletedAt is null)
            {
                run = run with { Status = status, EndReason = reason, CompletedAt = time.GetUtcNow(), Erased = null };
                run = await runs.UpdateAsync(run, cancellationToken);
                logger.RunEnded(input.RunId, input.TaskId, status.ToString());
            }
        });
        CampaignTask? closed = null;
        await ConflictRetry.RetryAsync(async () => closed = await CloseTaskAsync(run, cancellationToken));
        await events.RunEndedAsync(run, task, cancellationToken);
        if ((closed ?? await tasks.FindAsync(input.TenantId, input.TaskId, cancellationToken)) is { } after)
        {
            await events.TaskEndedAsync(after, cancellationToken);
        }

        // Occurrences that were passed over are still to be put on record: the task's next step does it.
        return new TaskStep(closed is { IsLive: false, Passed.Count: 0 } ? TaskStepKind.End : TaskStepKind.Continue);
    }

    /// <summary>Decides how the run ends now, and why what is pending is canceled; null while it is to go on.</summary>
    private async Task<(RunStatus Status, string? CancelReason)?> EndingAsync(
        Run run,
        CampaignTask? task,
        CancellationToken cancellationToken
    )
    {
        if (run.Failure is not null)
        {
            return (RunStatus.Failed, "stopped on failure");
        }

        switch (task)
        {
            case { Status: CampaignTaskStatus.Running or CampaignTaskStatus.Paused } when task.CurrentRun == run.Id:
                var (mayLeave, tooLate) = await ledger.PendingAsync(run, task, time.GetUtcNow(), endPage: null, cancellationToken);
                return mayLeave || task.Status is CampaignTaskStatus.Paused ? null
                    : tooLate ? (RunStatus.Stopped, FinishDatePassed)
                    : (RunStatus.Completed, null);
            case { Status: CampaignTaskStatus.Completed }:
                return (RunStatus.Stopped, "stopped");
            case { Status: CampaignTaskStatus.Failed }:
                return (RunStatus.Failed, "stopped on failure");
            default:
                return (RunStatus.Canceled, "canceled");
        }
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
            (CampaignTaskStatus.Running or CampaignTaskStatus.Paused, RunStatus.Failed) => task.RecordRunEnd("failed", time.GetUtcNow())
                .Fail(run.Failure ?? "failed", time.GetUtcNow()),
            _ => task.RecordRunEnd(EnumNames.Of(run.Status), time.GetUtcNow()),
        };
        if (closed.PendingEvents.Count == 0)
        {
            return closed;
        }

        closed = await tasks.UpdateAsync(closed.AttributedTo(TaskActor.Scheduler.WithCurrentTrace()), recipients: null, cancellationToken);
        monitors.Changed(closed);
        return closed;
    }
}
