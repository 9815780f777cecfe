using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Durable;

namespace CampaignTasks.App.Runs;

/// <summary><see cref="RunActivities.NextStep"/>: what the stored task needs now. Opens the run of an occurrence that has come.</summary>
internal sealed class NextStepActivity(ITaskStore tasks, ILedger ledger, RunControls controls, TimeProvider time) : TaskActivity<TaskRef, TaskStep>
{
    // Enough to keep a provider busy; more would only queue at the account.
    private const int MostLanes = 4;

    public override async Task<TaskStep> RunAsync(TaskActivityContext context, TaskRef input)
    {
        TaskStep? step = null;
        await Races.RetryAsync(async () => step = await DecideAsync(input, context.CancellationToken));
        return step!;
    }

    private async Task<TaskStep> DecideAsync(TaskRef input, CancellationToken cancellationToken)
    {
        var task = await tasks.FindAsync(input.TenantId, input.TaskId, cancellationToken);
        var now = time.GetUtcNow();
        switch (task)
        {
            case { Status: CampaignTaskStatus.Scheduled, NextOccurrence: { } at } when at > now:
                return new TaskStep(TaskStepKind.Wait, at);
            case { Status: CampaignTaskStatus.Scheduled, NextOccurrence: { } at }:
                task = await tasks.UpdateAsync(task.Begin(RunId.Of(task.TenantId, task.Id, at), now), recipients: null, cancellationToken);
                controls.Changed(task);
                return await OpenRunAsync(task, at, cancellationToken);
            case { Status: CampaignTaskStatus.Running, NextOccurrence: { } at }:
                return await OpenRunAsync(task, at, cancellationToken);
            case { Status: CampaignTaskStatus.Paused, PausedFrom: CampaignTaskStatus.Running, NextOccurrence: { } at }:
                return await OpenRunAsync(task, at, cancellationToken);
            case { Status: CampaignTaskStatus.Paused }:
                return new TaskStep(TaskStepKind.Wait);
            case { CurrentRun: { } ended } when await ledger.FindAsync(ended, cancellationToken) is { CompletedAt: null }:
                // Ended by a person before its run was closed: what is owed must still be canceled.
                return new TaskStep(TaskStepKind.Run, RunId: ended.ToString());
            default:
                return new TaskStep(TaskStepKind.End);
        }
    }

    private async Task<TaskStep> OpenRunAsync(CampaignTask task, DateTimeOffset occurrence, CancellationToken cancellationToken)
    {
        var run = await ledger.OpenAsync(NewRun(task, occurrence), cancellationToken);
        return new TaskStep(TaskStepKind.Run, RunId: run.Id.ToString());
    }

    private Run NewRun(CampaignTask task, DateTimeOffset occurrence)
    {
        // How many an audience has is known once it is frozen: until then it gets what a long list gets.
        var most = Math.Max(MostLanes, task.Accounts.Count);
        var pages = task.Audience is PastedList list ? (list.Size + LedgerPage.Capacity - 1) / LedgerPage.Capacity : most;
        return new Run
        {
            TenantId = task.TenantId,
            TaskId = task.Id,
            Id = RunId.Of(task.TenantId, task.Id, occurrence),
            Occurrence = occurrence,
            Lanes = Math.Clamp(pages, 1, most),
            StartedAt = time.GetUtcNow(),
        };
    }
}

/// <summary><see cref="RunActivities.PauseTask"/>: the run cannot go on by itself, and people must see why.</summary>
internal sealed class PauseTaskActivity(ITaskStore tasks, RunTroubles troubles) : TaskActivity<RunTrouble, string?>
{
    public override async Task<string?> RunAsync(TaskActivityContext context, RunTrouble input)
    {
        if (await tasks.FindAsync(input.Run.TenantId, input.Run.TaskId, context.CancellationToken) is { } task)
        {
            await troubles.PauseAsync(task, faultyAccount: null, input.Reason, context.CancellationToken);
        }

        return null;
    }
}
