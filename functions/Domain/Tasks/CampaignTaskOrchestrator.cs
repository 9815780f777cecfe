using CampaignTasks.Domain.Runs;
using CampaignTasks.Durable;

namespace CampaignTasks.Domain.Tasks;

/// <summary>
/// One per task. The stored task is the truth and is read anew at every step; events only say "look again", so that lost order, repeats and
/// restarts change nothing.
/// </summary>
public sealed class CampaignTaskOrchestrator : TaskOrchestrator<TaskRef, string>
{
    /// <summary>Follows the task until it has ended.</summary>
    public override async Task<string> RunAsync(TaskOrchestrationContext context, TaskRef input)
    {
        var step = await context.CallActivityAsync<TaskStep>(RunActivities.NextStep, input, RunRetries.Activity);
        switch (step.Kind)
        {
            case TaskStepKind.End:
                return "ended";
            case TaskStepKind.Run:
                await CarryOutAsync(context, new RunRef(input.TenantId, input.TaskId, step.RunId!));
                break;
            default:
                await context.WaitForLookAsync(step.Until);
                break;
        }

        // A fresh history for every step: a task may wait and be edited for months.
        context.ContinueAsNew(input, preserveUnprocessedEvents: true);
        return "continued";
    }

    private static Task CarryOutAsync(TaskOrchestrationContext context, RunRef run)
    {
        // Unique, not fixed: a run whose closing was interrupted is carried out again under a new id.
        var id = $"run-{run.TenantId}-{run.RunId}-{context.NewGuid():N}"[..^24];
        var child = context.CallSubOrchestratorAsync<string>(
            nameof(RunOrchestrator), new RunProgress(run), new SubOrchestrationOptions(instanceId: id));
        return context.ForwardLooksAsync([(id, child)]);
    }
}
