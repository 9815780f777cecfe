using Microsoft.DurableTask;

namespace CampaignTasks.Application.Orchestration;

/// <summary>
/// The orchestration of one task. The stored task is the truth and is read anew at every step; an event only makes it be read again, so
/// lost order, repeats and restarts change nothing. A run is carried out here, too, since a task has one at a time: plan, send, finish.
/// </summary>
public sealed class CampaignTaskOrchestrator : TaskOrchestrator<TaskRef, string>
{
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
            await context.WaitForRefreshAsync(until: null);
        }

        // A fresh history for every step: a task may wait and be edited for months.
        context.ContinueAsNew(input, preserveUnprocessedEvents: true);
        return "continued";
    }

    /// <returns>False when the task has ended.</returns>
    private static async Task<bool> StepAsync(TaskOrchestrationContext context, TaskRef task)
    {
        var step = await context.CallActivityAsync<TaskStep>(RunActivities.NextStep, task, RunRetries.Activity);
        while (step.RunId is { } id)
        {
            step = await CarryOutAsync(context, new RunRef(task.TenantId, task.TaskId, id), step);
        }

        if (step.Kind is TaskStepKind.Wait)
        {
            await context.WaitForRefreshAsync(step.Until);
        }

        return step.Kind is not TaskStepKind.End;
    }

    /// <returns>The next step.</returns>
    private static async Task<TaskStep> CarryOutAsync(TaskOrchestrationContext context, RunRef run, TaskStep step)
    {
        try
        {
            if (step.Kind is TaskStepKind.Plan)
            {
                return await context.CallActivityAsync<TaskStep>(RunActivities.PlanRun, run, RunRetries.Activity);
            }

            if (step.Kind is TaskStepKind.Send)
            {
                await SendAsync(context, run, step);
            }

            return await context.CallActivityAsync<TaskStep>(RunActivities.FinishRun, run, RunRetries.Activity);
        }
        catch (TaskFailedException e)
        {
            // A lane that was ended from outside has no details.
            var failure = new RunFailure(run, $"The run failed: {e.FailureDetails?.ErrorMessage ?? e.Message}");
            await context.CallActivityAsync(RunActivities.PauseTask, failure, RunRetries.Activity);
            throw;
        }
    }

    /// <summary>Works in every lane until it is done or halted. Only lanes that run side by side are orchestrations of their own.</summary>
    private static async Task SendAsync(TaskOrchestrationContext context, RunRef run, TaskStep step)
    {
        if (step.Lanes <= 1)
        {
            var progress = step.Progress ?? new LaneResult(LaneState.More, new LaneWork(run, Lane: 0, FromPage: 0));
            await LaneOrchestrator.WorkAsync(context, progress);
            return;
        }

        var children = new List<(string Id, Task Child)>();
        for (var lane = 0; lane < step.Lanes; lane++)
        {
            // Unique, not fixed: a lane that was halted is worked in again under a new id.
            var id = $"lane-{run.TenantId}-{run.RunId}-{context.NewGuid():N}"[..^24];
            var work = new LaneWork(run, lane, FromPage: lane);
            var options = new SubOrchestrationOptions(instanceId: id);
            children.Add((id, context.CallSubOrchestratorAsync<LaneState>(nameof(LaneOrchestrator), work, options)));
        }

        await context.ForwardRefreshAsync(children);
    }
}
