using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Durable;

namespace CampaignTasks.App.Runs;

/// <summary>
/// <see cref="RunActivities.PlanRun"/>: the audience becomes pages of owed messages, and what is owed follows the task when its plan changes. Every
/// step is stored before the next and can be repeated.
/// </summary>
internal sealed class PlanRunActivity(ITaskStore tasks, ILedger ledger, RunPlanner planner, ILogger<PlanRunActivity> logger) : TaskActivity<RunRef, RunPlan>
{
    public override async Task<RunPlan> RunAsync(TaskActivityContext context, RunRef input)
    {
        var cancellationToken = context.CancellationToken;
        RunPlan? plan = null;
        await Races.RetryAsync(async () =>
        {
            var run = await ledger.RequireAsync(input, cancellationToken);
            var task = await tasks.FindAsync(input.TenantId, input.TaskId, cancellationToken);
            while (task is not null && run.CompletedAt is null && StepOf(task, run) is { } step)
            {
                run = await ledger.UpdateAsync(await step(cancellationToken), cancellationToken);
                if (run.PlanningSince is null)
                {
                    logger.RunPlanned(input.RunId, input.TaskId, run.PlanVersion, run.Pages, run.Lanes);
                }
            }

            await planner.EndAsync(run, cancellationToken);
            plan = new RunPlan(run.Lanes, run.Pages);
        });
        return plan!;
    }

    /// <summary>The next thing to do before the run's lanes may work; null when nothing is.</summary>
    private Func<CancellationToken, Task<Run>>? StepOf(CampaignTask task, Run run) =>
        RunPlanner.Plans(task, run) && run.PlanningSince is null ? _ => planner.BeginAsync(run)
        : run.Status is RunStatus.Planning ? token => planner.PlanAsync(task, run, token)
        : run.PlanVersion < task.PlanVersion ? token => planner.ReplanAsync(task, run, token)
        : task.Overdue is { } overdue && overdue.AsOf != run.OverdueAsOf && overdue.AsOf > run.StartedAt ? token => planner.MarkOverdueAsync(overdue, run, token)
        : run.Dropping is not null ? token => planner.DropAsync(task, run, token)
        : null;
}

/// <summary><see cref="RunActivities.ReadOrder"/>: the stored task and run decide.</summary>
internal sealed class ReadOrderActivity(ITaskStore tasks, ILedger ledger) : TaskActivity<RunRef, RunOrder>
{
    public override async Task<RunOrder> RunAsync(TaskActivityContext context, RunRef input)
    {
        var run = await ledger.RequireAsync(input, context.CancellationToken);
        var task = await tasks.FindAsync(input.TenantId, input.TaskId, context.CancellationToken);
        return run.Failure is not null || task?.CurrentRun != run.Id ? RunOrder.End : task.Status switch
        {
            CampaignTaskStatus.Running => RunOrder.Send,
            CampaignTaskStatus.Paused => RunOrder.Hold,
            _ => RunOrder.End,
        };
    }
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
