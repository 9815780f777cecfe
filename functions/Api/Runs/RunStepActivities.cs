using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;
using Microsoft.DurableTask;

namespace CampaignTasks.Api.Runs;

/// <summary>
/// <see cref="RunActivities.PlanRun"/>: the stored task and run decide whether to send; unless they hold, the audience becomes pages of owed messages, and
/// what is owed follows the task when its plan changes. A run of one page goes on at once. Every step is stored before the next and can be repeated.
/// </summary>
internal sealed class PlanRunActivity(
    ITaskStore tasks, ILedger ledger, RunPlanner planner, SendPagesActivity sender, FinishRunActivity finisher, IHostApplicationLifetime lifetime,
    ILogger<PlanRunActivity> logger) : TaskActivity<RunRef, RunPlan>
{
    public override Task<RunPlan> RunAsync(TaskActivityContext context, RunRef input) => CarryOnAsync(input);

    /// <summary>Plans the run, and sends and closes it where it has one page.</summary>
    public async Task<RunPlan> CarryOnAsync(RunRef input)
    {
        var plan = await PlanAsync(input);
        return plan is { Order: RunOrder.Send, Pages: 1 } ? await GoOnAsync(input, plan) : plan;
    }

    // A step costs more than such a run does.
    private async Task<RunPlan> GoOnAsync(RunRef run, RunPlan plan)
    {
        var progress = await sender.SendAsync(new LaneWork(run, Lane: 0, FromPage: 0), new TaskRef(run.TenantId, run.TaskId).InstanceId);
        RunEnd? end = progress.State is LaneState.Done or LaneState.Halted ? await finisher.FinishAsync(run) : null;
        return plan with { Progress = progress, End = end };
    }

    private async Task<RunPlan> PlanAsync(RunRef input)
    {
        var cancellationToken = lifetime.ApplicationStopping;
        RunPlan? plan = null;
        await Races.RetryAsync(async () =>
        {
            var run = await ledger.RequireAsync(input, cancellationToken);
            var task = await tasks.FindAsync(input.TenantId, input.TaskId, cancellationToken);
            var order = OrderOf(task, run);
            if (order is RunOrder.Hold)
            {
                plan = new RunPlan(order, run.Lanes, Pages: 0);
                return;
            }

            while (task is not null && run.CompletedAt is null && StepOf(task, run) is { } step)
            {
                run = await ledger.UpdateAsync(await step(cancellationToken), cancellationToken);
                if (run.PlanningSince is null)
                {
                    logger.RunPlanned(input.RunId, input.TaskId, run.PlanVersion, run.Pages, run.Lanes);
                }
            }

            await planner.EndAsync(run, cancellationToken);
            plan = new RunPlan(order, run.Lanes, run.Pages);
        });
        return plan!;
    }

    private static RunOrder OrderOf(CampaignTask? task, Run run) => run.Failure is not null || task?.CurrentRun != run.Id ? RunOrder.End : task.Status switch
    {
        CampaignTaskStatus.Running => RunOrder.Send,
        CampaignTaskStatus.Paused => RunOrder.Hold,
        _ => RunOrder.End,
    };

    /// <summary>The next thing to do before the run's lanes may work; null when nothing is.</summary>
    private Func<CancellationToken, Task<Run>>? StepOf(CampaignTask task, Run run) =>
        RunPlanner.Plans(task, run) && run.PlanningSince is null ? _ => planner.BeginAsync(run)
        : run.Status is RunStatus.Planning ? token => planner.PlanAsync(task, run, token)
        : run.PlanVersion < task.PlanVersion ? token => planner.ReplanAsync(task, run, token)
        : task.Overdue is { } overdue && overdue.AsOf != run.OverdueAsOf && overdue.AsOf > run.StartedAt ? token => planner.MarkOverdueAsync(overdue, run, token)
        : run.Dropping is not null ? token => planner.DropAsync(task, run, token)
        : null;
}

/// <summary>How activities find their run.</summary>
internal static class RunLookup
{
    /// <exception cref="InvalidOperationException">The run is not there; its task was deleted under way.</exception>
    public static async Task<Run> RequireAsync(this ILedger ledger, RunRef run, CancellationToken cancellationToken) =>
        RunId.TryParse(run.RunId, out var id) && await ledger.FindAsync(id, cancellationToken) is { } found && found.TenantId == run.TenantId
            ? found
            : throw new InvalidOperationException($"Run {run.RunId} does not exist.");
}
