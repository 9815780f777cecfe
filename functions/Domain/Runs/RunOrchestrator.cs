using CampaignTasks.Durable;

namespace CampaignTasks.Domain.Runs;

/// <summary>Where a run's orchestration stands between two histories: nowhere but in the ledger.</summary>
/// <param name="Run">The run.</param>
public sealed record RunProgress(RunRef Run);

/// <summary>One per run: plan, lanes, close. Holds while the task is paused; what is owed is always read from the ledger, never remembered.</summary>
public sealed class RunOrchestrator : TaskOrchestrator<RunProgress, string>
{
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    /// <summary>Carries the run out until it is closed.</summary>
    public override async Task<string> RunAsync(TaskOrchestrationContext context, RunProgress input)
    {
        var order = await context.CallActivityAsync<RunOrder>(RunActivities.ReadOrder, input.Run, RunRetries.Activity);
        if (order is RunOrder.Hold)
        {
            await context.WaitForLookAsync(until: null);
        }
        else
        {
            // Every time: the task's plan may have changed. Also a run that is to end: what it would have sent must stand in its history as canceled.
            var plan = await context.CallActivityAsync<RunPlan>(RunActivities.PlanRun, input.Run, RunRetries.Activity);
            if (order is RunOrder.Send)
            {
                await SendAsync(context, input.Run, plan);
            }

            if (await context.CallActivityAsync<RunEnd>(RunActivities.FinishRun, input.Run, RunRetries.Activity) is RunEnd.Closed)
            {
                return "closed";
            }

            // Mostly a pause, which the next order tells of. Whatever else halted the lanes of a task that runs, it is not asked without a breath.
            await context.WaitForLookAsync(context.CurrentUtcDateTime + Breath);
        }

        context.ContinueAsNew(new RunProgress(input.Run), preserveUnprocessedEvents: true);
        return "continued";
    }

    /// <summary>Runs every lane until it is done or halted.</summary>
    private static async Task SendAsync(TaskOrchestrationContext context, RunRef run, RunPlan plan)
    {
        var lanes = new List<(string Id, Task Child)>();
        for (var lane = 0; lane < Math.Min(plan.Lanes, plan.Pages); lane++)
        {
            var id = $"lane-{run.TenantId}-{run.RunId}-{context.NewGuid():N}"[..^24];
            var turn = new LaneTurn(new LaneWork(run, lane, FromPage: lane));
            lanes.Add((id, context.CallSubOrchestratorAsync<LaneState>(nameof(LaneOrchestrator), turn, new SubOrchestrationOptions(instanceId: id))));
        }

        try
        {
            await context.ForwardLooksAsync(lanes);
        }
        catch (TaskFailedException failure) when (failure.FailureDetails.IsUnexplained)
        {
            // The lane's process died in the middle of a turn; what it left owed has new lanes in the next round.
        }
        catch (TaskFailedException failure)
        {
            var reason = $"A lane of the run failed: {failure.FailureDetails.ErrorMessage}";
            await context.CallActivityAsync(RunActivities.PauseTask, new RunTrouble(run, reason), RunRetries.Activity);
        }
    }
}
