using CampaignTasks.Domain.Runs;
using CampaignTasks.Durable;

namespace CampaignTasks.Domain.Tasks;

/// <summary>
/// One per task. The stored task is the truth and is read anew at every step; events only say "look again", so that lost order, repeats and
/// restarts change nothing.
/// </summary>
public sealed class CampaignTaskOrchestrator : TaskOrchestrator<TaskRef, string>
{
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

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
        catch (TaskFailedException failure)
        {
            // What could not be done for long may be possible later; a task that lives must not lose what carries it out. A run whose process died in
            // the middle of a turn is taken up again at once.
            await context.WaitForLookAsync(failure.FailureDetails.IsUnexplained ? context.CurrentUtcDateTime + Breath : null);
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
                await CarryOutAsync(context, new RunRef(task.TenantId, task.TaskId, step.RunId!));
                return true;
            default:
                await context.WaitForLookAsync(step.Until);
                return true;
        }
    }

    private static async Task CarryOutAsync(TaskOrchestrationContext context, RunRef run)
    {
        // Unique, not fixed: a run whose closing was interrupted is carried out again under a new id.
        var id = $"run-{run.TenantId}-{run.RunId}-{context.NewGuid():N}"[..^24];
        var child = context.CallSubOrchestratorAsync<string>(
            nameof(RunOrchestrator), new RunProgress(run), new SubOrchestrationOptions(instanceId: id));
        try
        {
            await context.ForwardLooksAsync([(id, child)]);
        }
        catch (TaskFailedException failure) when (!failure.FailureDetails.IsUnexplained)
        {
            var reason = $"The run failed: {failure.FailureDetails.ErrorMessage}";
            await context.CallActivityAsync(RunActivities.PauseTask, new RunTrouble(run, reason), RunRetries.Activity);
            throw;
        }
    }
}
