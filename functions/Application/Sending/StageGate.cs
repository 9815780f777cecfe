using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Rollouts;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Sending;

/// <summary>
/// The gate between the stages of a roll-out: holds a task whose stage passed a limit, watches a stage that was sent, and opens the next
/// one. The stored task says where the roll-out stands, and the ledger how it does, so every step can be repeated.
/// </summary>
internal sealed class StageGate(ITaskStore tasks, StageFigureReader figures, ILedger ledger, RunMonitors monitors, TimeProvider time)
{
    // A sender looks at the start of each of its steps, the lanes of a process together no more often than this.
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(2);

    // A watched stage is looked at this many times, no more often than the shortest and at least as often as the longest interval.
    private const int LooksPerWatch = 20;
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(15);

    /// <summary>Holds the task if the stage that a lane sends passed a limit, and tells its senders how many more may fail.</summary>
    /// <returns>The task as it is now.</returns>
    public async Task<CampaignTask?> LookAsync(CampaignTask? task, Run run, RunMonitor monitor, CancellationToken cancellationToken)
    {
        if (task is null || LimitsOf(task, run) is not { } limits || time.GetElapsedTime(monitor.LookedAt) < LookInterval)
        {
            return task;
        }

        monitor.LookedAt = time.GetTimestamp();
        var (looked, result) = await LookAsync(task, run, limits, cancellationToken);
        monitor.AllowFailures(limits.FailuresAllowed(result.Recipients) is { } most ? most - result.Failed : int.MaxValue);
        return looked;
    }

    /// <summary>Decides whether messages of a running task may leave. A stage whose watch is over is followed by the next one.</summary>
    /// <returns>The wait; null when the run goes on.</returns>
    public async Task<TaskStep?> EnterAsync(CampaignTask task, Run run, CancellationToken cancellationToken)
    {
        if (task.Stage is { Hold: null, WatchedUntil: not null } && LimitsOf(task, run) is { } limits)
        {
            (task, _) = await LookAsync(task, run, limits, cancellationToken);
        }

        switch (task.Stage)
        {
            case { Hold: not null }:
                return new TaskStep(TaskStepKind.Wait);
            case { WatchedUntil: { } until } when until > time.GetUtcNow():
                return Watch(task, until);
            case { WatchedUntil: not null } stage:
                await StoreAsync(task.BeginStage(NextStage(stage, run), time.GetUtcNow()), TaskActor.Scheduler, cancellationToken);
                return null;
            default:
                return null;
        }
    }

    /// <summary>Ends the stage of a run whose lanes have nothing left to do in it: it is watched, or held.</summary>
    /// <returns>What follows; null where the roll-out is not what the run waits for.</returns>
    public async Task<TaskStep?> EndAsync(CampaignTask task, Run run, CancellationToken cancellationToken)
    {
        if (task.Status is not CampaignTaskStatus.Running || task.Stage is not { } stage || run.Stages is null)
        {
            return null;
        }

        if (LimitsOf(task, run) is { } limits)
        {
            (task, _) = await LookAsync(task, run, limits, cancellationToken);
        }

        if (task.Stage is { Hold: not null })
        {
            return new TaskStep(TaskStepKind.Wait);
        }

        if (
            run.EndPageOf(stage) is not { } endPage
            || (await ledger.PendingAsync(run, task, time.GetUtcNow(), endPage, cancellationToken)).MayLeave
        )
        {
            return null;
        }

        try
        {
            return await WatchOrPassAsync(task, run, stage, cancellationToken);
        }
        catch (ConcurrencyConflictException)
        {
            // Somebody changed the task in between: it is read again.
            return new TaskStep(TaskStepKind.Continue);
        }
    }

    private async Task<TaskStep> WatchOrPassAsync(CampaignTask task, Run run, RolloutProgress stage, CancellationToken cancellationToken)
    {
        // Nobody is in a stage of a small audience, so there is nothing to watch.
        if (run.Stages![stage.Stage].Recipients == 0)
        {
            await StoreAsync(task.BeginStage(NextStage(stage, run), time.GetUtcNow()), TaskActor.Scheduler, cancellationToken);
            return new TaskStep(TaskStepKind.Continue);
        }

        task = await StoreAsync(task.WatchStage(time.GetUtcNow()), TaskActor.Scheduler, cancellationToken);
        return Watch(task, task.Stage!.WatchedUntil!.Value);
    }

    private static HoldLimits? LimitsOf(CampaignTask task, Run run) =>
        task is { Status: CampaignTaskStatus.Running, Stage: { Hold: null, IsReleased: false } stage, Plan.Rollout: { } rollout }
        && run.Stages is not null
        && task.CurrentRun == run.Id
            ? rollout.Stages[stage.Stage].HoldIf
            : null;

    // Stages without recipients are passed over.
    private static int NextStage(RolloutProgress stage, Run run)
    {
        var next = stage.Stage + 1;
        while (next + 1 < run.Stages!.Count && run.Stages[next].Recipients == 0)
        {
            next++;
        }

        return next;
    }

    private TaskStep Watch(CampaignTask task, DateTimeOffset until)
    {
        var stage = task.Plan.Rollout!.Stages[task.Stage!.Stage];
        var interval = new TimeSpan(Math.Clamp(stage.Watch.Ticks / LooksPerWatch, ShortestInterval.Ticks, LongestInterval.Ticks));
        var next = time.GetUtcNow() + interval;
        return new TaskStep(TaskStepKind.Wait, stage.HoldIf is null || next > until ? until : next);
    }

    private async Task<(CampaignTask Task, StageFigures Figures)> LookAsync(
        CampaignTask task,
        Run run,
        HoldLimits limits,
        CancellationToken cancellationToken
    )
    {
        var result = await figures.ReadAsync(run, task.Stage!, limits, cancellationToken);
        if (limits.Check(result, time.GetUtcNow()) is not { } hold)
        {
            return (task, result);
        }

        var stage = task.Stage!.Stage;
        return await ConflictRetry.RetryAsync(async () =>
        {
            // Somebody may have paused, edited or ended it meanwhile.
            var fresh = await tasks.FindAsync(task.TenantId, task.Id, cancellationToken) ?? task;
            return fresh.Stage?.Stage == stage && LimitsOf(fresh, run) is not null
                ? (await StoreAsync(fresh.HoldStage(hold, time.GetUtcNow()), TaskActor.Sender, cancellationToken), result)
                : (fresh, result);
        });
    }

    private async Task<CampaignTask> StoreAsync(CampaignTask task, TaskActor actor, CancellationToken cancellationToken)
    {
        if (task.PendingEvents.Count == 0)
        {
            return task;
        }

        var stored = await tasks.UpdateAsync(task.AttributedTo(actor.WithCurrentTrace()), recipients: null, cancellationToken);
        monitors.Changed(stored);
        return stored;
    }
}
