using CampaignTasks.Application.Approvals;
using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Planning;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Application.Sending;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Application.Webhooks;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;
using Microsoft.DurableTask;

namespace CampaignTasks.Application.Runs;

/// <summary>
/// The activity <see cref="RunActivities.NextStep"/>: reads the stored task and opens the run of an occurrence that has come.
/// </summary>
internal sealed class NextStepActivity(
    ITaskStore tasks,
    IRunStore runs,
    RunOpener opener,
    PlanHashes hashes,
    PlanRunActivity planner,
    RunMonitors monitors,
    TenantStatuses tenants,
    RunWebhookEvents events,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<NextStepActivity> logger
) : TaskActivity<TaskRef, TaskStep>
{
    public override async Task<TaskStep> RunAsync(TaskActivityContext context, TaskRef input)
    {
        var cancellationToken = lifetime.ApplicationStopping;
        TaskStep? step = null;
        do
        {
            await ConflictRetry.RetryAsync(async () => step = await DecideAsync(input, cancellationToken));
        } while (await EarlyTimers.WaitAsync(step!.Until, time, cancellationToken));
        return step is { Kind: TaskStepKind.Plan } ? await GoOnAsync(new RunRef(input.TenantId, input.TaskId, step.RunId!), step) : step;
    }

    /// <summary>
    /// Carries a run of one lane on in the same step, as far as it gets: each step costs storage more than a small run does.
    /// </summary>
    private async Task<TaskStep> GoOnAsync(RunRef run, TaskStep step)
    {
        try
        {
            return (await runs.RequireAsync(run, lifetime.ApplicationStopping)).Lanes == 1 ? await planner.CarryOnAsync(run) : step;
        }
        catch (Exception e) when (!lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // In a step of its own it is tried again, and a failure that stays is reported.
            logger.RunNotContinued(e, run.RunId);
            return step;
        }
    }

    private async Task<TaskStep> DecideAsync(TaskRef input, CancellationToken cancellationToken)
    {
        var task = await tasks.FindAsync(input.TenantId, input.TaskId, cancellationToken);
        if (task is { Passed.Count: > 0 })
        {
            // Stored with the task first, so that none is forgotten: among the runs they can be written again and again.
            await opener.RecordPassedAsync(task, cancellationToken);
            task = await tasks.UpdateAsync(task.Recorded(), recipients: null, cancellationToken);
        }

        if (task is { IsLive: true } && !await tenants.IsActiveAsync(input.TenantId, cancellationToken))
        {
            return new TaskStep(TaskStepKind.Wait);
        }

        var now = time.GetUtcNow();
        switch (task)
        {
            case { Status: CampaignTaskStatus.Scheduled, NextOccurrence: { } at } when at > now:
                return new TaskStep(TaskStepKind.Wait, at);
            case { Status: CampaignTaskStatus.Scheduled } when task.IsTooLate(now):
                task = task.Miss(now).AttributedTo(TaskActor.Scheduler.WithCurrentTrace());
                monitors.Changed(await tasks.UpdateAsync(task, recipients: null, cancellationToken));
                return await DecideAsync(input, cancellationToken);
            case { Status: CampaignTaskStatus.Scheduled } when await hashes.IsVoidAsync(task, cancellationToken):
                task = task.VoidApproval(now).AttributedTo(TaskActor.Scheduler.WithCurrentTrace());
                monitors.Changed(await tasks.UpdateAsync(task, recipients: null, cancellationToken));
                return await DecideAsync(input, cancellationToken);
            case { Status: CampaignTaskStatus.Scheduled, NextOccurrence: { } at }:
                task = task.Begin(RunId.From(task.TenantId, task.Id, at), now).AttributedTo(TaskActor.Scheduler.WithCurrentTrace());
                task = await tasks.UpdateAsync(task, recipients: null, cancellationToken);
                monitors.Changed(task);
                SendTelemetry.RecordRunLateness(now - at);
                return await RunAsync(task, at, cancellationToken);
            case { Status: CampaignTaskStatus.Running, NextOccurrence: { } at }:
                return await RunAsync(task, at, cancellationToken);
            case { Status: CampaignTaskStatus.Paused, PausedFrom: CampaignTaskStatus.Running, NextOccurrence: { } at }:
                return await RunAsync(task, at, cancellationToken);
            case { Status: CampaignTaskStatus.Paused }:
                return new TaskStep(TaskStepKind.Wait);
            case { CurrentRun: { } ended } when await runs.FindAsync(ended, cancellationToken) is { CompletedAt: null }:
                // Ended by a person before its run was closed: what is pending must still be canceled.
                return new TaskStep(TaskStepKind.Plan, RunId: ended.ToString());
            case { HasEnded: true } over:
                await events.TaskEndedAsync(over, cancellationToken);
                return new TaskStep(TaskStepKind.End);
            default:
                return new TaskStep(TaskStepKind.End);
        }
    }

    private async Task<TaskStep> RunAsync(CampaignTask task, DateTimeOffset occurrence, CancellationToken cancellationToken) =>
        new(TaskStepKind.Plan, RunId: (await opener.OpenAsync(task, occurrence, cancellationToken)).Id.ToString());
}
