using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Planning;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Application.Sending;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;
using Microsoft.DurableTask;

namespace CampaignTasks.Application.Runs;

/// <summary>
/// The activity <see cref="RunActivities.PlanRun"/>: unless the task is paused or its tenant suspended, the audience becomes pages of
/// pending messages, and what is pending follows the task when its plan changes. A run of one page goes on at once. Every step is stored
/// before the next and can be repeated.
/// </summary>
internal sealed class PlanRunActivity(
    ITaskStore tasks,
    IRunStore runs,
    RunPlanner planner,
    SendPagesActivity sender,
    FinishRunActivity finisher,
    PlanningAttempts attempts,
    RunFailureHandler failures,
    StageGate stages,
    TenantStatuses tenants,
    IHostApplicationLifetime lifetime,
    ILogger<PlanRunActivity> logger
) : TaskActivity<RunRef, TaskStep>
{
    public override Task<TaskStep> RunAsync(TaskActivityContext context, RunRef input) => CarryOnAsync(input);

    /// <summary>Plans the run, and sends and closes it where it has one page.</summary>
    public async Task<TaskStep> CarryOnAsync(RunRef input)
    {
        var (step, pages) = await PlanAsync(input);
        return step.Kind is TaskStepKind.Send && pages == 1 ? await GoOnAsync(input, step) : step;
    }

    // A step costs more than such a run does.
    private async Task<TaskStep> GoOnAsync(RunRef run, TaskStep step)
    {
        var progress = await sender.SendAsync(new LaneWork(run, Lane: 0, FromPage: 0), new TaskRef(run.TenantId, run.TaskId).InstanceId);
        return progress.State is LaneState.Done or LaneState.Halted ? await finisher.FinishAsync(run) : step with { Progress = progress };
    }

    private async Task<(TaskStep Step, int Pages)> PlanAsync(RunRef input)
    {
        var attempt = new Attempt();
        try
        {
            return await ConflictRetry.RetryAsync(() => TryPlanAsync(input, attempt));
        }
        catch (Exception) when (attempt.IsCounted)
        {
            await attempts.TakeBackAsync(input);
            throw;
        }
    }

    private async Task<(TaskStep Step, int Pages)> TryPlanAsync(RunRef input, Attempt attempt)
    {
        var cancellationToken = lifetime.ApplicationStopping;
        var run = await runs.RequireAsync(input, cancellationToken);
        var task = await tasks.FindAsync(input.TenantId, input.TaskId, cancellationToken);
        var kind = NextOf(task, run);
        if (kind is TaskStepKind.Wait || (kind is TaskStepKind.Send && !await tenants.IsActiveAsync(input.TenantId, cancellationToken)))
        {
            return (new TaskStep(TaskStepKind.Wait), run.Pages);
        }

        if (task is not null && run is { PlanningSince: not null, CompletedAt: null } && !attempt.IsCounted)
        {
            if (await attempts.NextAsync(run, cancellationToken) is not { } counted)
            {
                return await SetAsideAsync(task, run, kind, cancellationToken);
            }

            (run, attempt.IsCounted) = (counted, true);
        }

        while (task is not null && run.CompletedAt is null && StepOf(task, run) is { } step)
        {
            run = await runs.UpdateAsync(await step(cancellationToken), cancellationToken);
            attempt.IsCounted = run.PlanningSince is not null;
            if (run.PlanningSince is null)
            {
                logger.RunPlanned(input.RunId, input.TaskId, run.PlanVersion, run.Pages, run.Lanes);
            }
        }

        await planner.EndAsync(run, cancellationToken);
        return kind is TaskStepKind.Send && await stages.EnterAsync(task!, run, cancellationToken) is { } wait
            ? (wait, run.Pages)
            : (StepTo(kind, run), run.Pages);
    }

    // A run that is to be finished is closed with the pages that it has.
    private async Task<(TaskStep Step, int Pages)> SetAsideAsync(
        CampaignTask task,
        Run run,
        TaskStepKind kind,
        CancellationToken cancellationToken
    )
    {
        if (kind is TaskStepKind.Finish)
        {
            return (StepTo(kind, run), run.Pages);
        }

        await failures.HandleAsync(task, run, SendFailure.PlanningInterrupted, cancellationToken);
        return (new TaskStep(TaskStepKind.Wait), run.Pages);
    }

    private static TaskStep StepTo(TaskStepKind kind, Run run) =>
        new(kind, RunId: run.Id.ToString(), Lanes: Math.Clamp(run.Pages, 1, run.Lanes));

    /// <summary>Returns what follows planning: sending, waiting while the task is paused, or finishing.</summary>
    private static TaskStepKind NextOf(CampaignTask? task, Run run) =>
        run.Failure is not null || task?.CurrentRun != run.Id
            ? TaskStepKind.Finish
            : task.Status switch
            {
                CampaignTaskStatus.Running => TaskStepKind.Send,
                CampaignTaskStatus.Paused => TaskStepKind.Wait,
                _ => TaskStepKind.Finish,
            };

    /// <summary>Returns the next thing to do before the run's lanes may work; null when nothing is.</summary>
    private Func<CancellationToken, Task<Run>>? StepOf(CampaignTask task, Run run) =>
        RunPlanner.Plans(task, run) && run.PlanningSince is null ? _ => planner.BeginAsync(run)
        : run.Status is RunStatus.Planning ? token => planner.PlanAsync(task, run, token)
        : run.PlanVersion < task.PlanVersion ? token => planner.ReplanAsync(task, run, token)
        : task.Overdue is { } overdue && overdue.AsOf != run.OverdueAsOf && overdue.AsOf > run.StartedAt
            ? token => planner.MarkOverdueAsync(overdue, run, token)
        : run.Dropping is not null ? token => planner.DropAsync(task, run, token)
        : null;

    /// <summary>An attempt of this process at planning the run.</summary>
    private sealed class Attempt
    {
        /// <summary>Whether the run as stored counts it.</summary>
        public bool IsCounted { get; set; }
    }
}
