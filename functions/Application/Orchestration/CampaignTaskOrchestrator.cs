using Microsoft.DurableTask;

namespace CampaignTasks.Application.Orchestration;

/// <summary>
/// One per task. The stored task is the truth and is read anew at every step; events only say "look again", so that lost order, repeats and
/// restarts change nothing. A run is carried out here, too, since a task has one at a time: plan, lanes, close.
/// </summary>
public sealed class CampaignTaskOrchestrator : TaskOrchestrator<TaskRef, string>
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>Follows the task until it has ended.</summary>
    public override async Task<string> RunAsync(TaskOrchestrationContext context, TaskRef input)
    {
        try
        {
            if (!await StepAsync(context, input))
            {
                return "ended";
            }
        }
        catch (TaskFailedException)
        {
            // What could not be done for long may be possible later; a task that lives must not lose what carries it out.
            await context.WaitForLookAsync(until: null);
        }

        // A fresh history for every step: a task may wait and be edited for months.
        context.ContinueAsNew(input, preserveUnprocessedEvents: true);
        return "continued";
    }

    /// <returns>False when the task has ended.</returns>
    private static async Task<bool> StepAsync(TaskOrchestrationContext context, TaskRef task)
    {
        var step = await context.CallActivityAsync<TaskStep>(RunActivities.NextStep, task, RunRetries.Activity);
        switch (step.Kind)
        {
            case TaskStepKind.End:
                return false;
            case TaskStepKind.Run:
                return await CarryOutAsync(context, new RunRef(task.TenantId, task.TaskId, step.RunId!), step.Plan);
            default:
                await context.WaitForLookAsync(step.Until);
                return true;
        }
    }

    /// <returns>False when the task has ended with the run.</returns>
    private static async Task<bool> CarryOutAsync(TaskOrchestrationContext context, RunRef run, RunPlan? plan)
    {
        try
        {
            // Every time: the task's plan may have changed. Also a run that is to end: what it would have sent must stand in its history as canceled.
            plan ??= await context.CallActivityAsync<RunPlan>(RunActivities.PlanRun, run, RunRetries.Activity);
            if (plan.Order is RunOrder.Hold)
            {
                await context.WaitForLookAsync(until: null);
                return true;
            }

            if (plan is { Order: RunOrder.Send, End: null })
            {
                await SendAsync(context, run, plan);
            }

            var end = plan.End ?? await context.CallActivityAsync<RunEnd>(RunActivities.FinishRun, run, RunRetries.Activity);
            if (end is RunEnd.HasPending)
            {
                // Mostly a pause, which the next plan tells of. Whatever else halted the lanes of a task that runs, it is not asked without a breath.
                await context.WaitForLookAsync(context.CurrentUtcDateTime + RetryDelay);
            }

            return end is not RunEnd.TaskEnded;
        }
        catch (TaskFailedException failure)
        {
            // A lane that was ended from outside has no details.
            var trouble = new RunFailure(run, $"The run failed: {failure.FailureDetails?.ErrorMessage ?? failure.Message}");
            await context.CallActivityAsync(RunActivities.PauseTask, trouble, RunRetries.Activity);
            throw;
        }
    }

    /// <summary>Works in every lane until it is done or halted. Only lanes that run side by side are orchestrations of their own.</summary>
    private static async Task SendAsync(TaskOrchestrationContext context, RunRef run, RunPlan plan)
    {
        var lanes = Math.Min(plan.Lanes, plan.Pages);
        if (lanes <= 1)
        {
            await LaneOrchestrator.WorkAsync(context, plan.Progress ?? new LaneResult(LaneState.More, new LaneWork(run, Lane: 0, FromPage: 0)));
            return;
        }

        var children = new List<(string Id, Task Child)>();
        for (var lane = 0; lane < lanes; lane++)
        {
            // Unique, not fixed: a lane that was halted is worked in again under a new id.
            var id = $"lane-{run.TenantId}-{run.RunId}-{context.NewGuid():N}"[..^24];
            var work = new LaneWork(run, lane, FromPage: lane);
            children.Add((id, context.CallSubOrchestratorAsync<LaneState>(nameof(LaneOrchestrator), work, new SubOrchestrationOptions(instanceId: id))));
        }

        await context.ForwardLooksAsync(children);
    }
}
