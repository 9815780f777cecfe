using CampaignTasks.Durable;

namespace CampaignTasks.Domain.Runs;

/// <summary>Where a run's orchestration stands between two histories.</summary>
/// <param name="Run">The run.</param>
/// <param name="Plan">The plan once made.</param>
/// <param name="Round">Counts the times lanes were started: each resume is a new round.</param>
public sealed record RunProgress(RunRef Run, RunPlan? Plan = null, int Round = 0);

/// <summary>One per run: plan, lanes, close. Holds while the task is paused; what is owed is always read from the ledger, never remembered.</summary>
public sealed class RunOrchestrator : TaskOrchestrator<RunProgress, string>
{
    /// <summary>Carries the run out until it is closed.</summary>
    public override async Task<string> RunAsync(TaskOrchestrationContext context, RunProgress input)
    {
        var plan = input.Plan ?? await context.CallActivityAsync<RunPlan>(RunActivities.PlanRun, input.Run, RunRetries.Activity);
        var order = await context.CallActivityAsync<RunOrder>(RunActivities.ReadOrder, input.Run, RunRetries.Activity);
        var round = input.Round;
        switch (order)
        {
            case RunOrder.Hold:
                await context.WaitForLookAsync(until: null);
                break;
            case RunOrder.Send:
                await SendAsync(context, input.Run, plan, round++);
                if (await FinishAsync(context, input.Run))
                {
                    return "closed";
                }

                break;
            default:
                if (await FinishAsync(context, input.Run))
                {
                    return "closed";
                }

                break;
        }

        context.ContinueAsNew(new RunProgress(input.Run, plan, round), preserveUnprocessedEvents: true);
        return "continued";
    }

    private static async Task<bool> FinishAsync(TaskOrchestrationContext context, RunRef run) =>
        await context.CallActivityAsync<RunEnd>(RunActivities.FinishRun, run, RunRetries.Activity) is RunEnd.Closed;

    /// <summary>Runs every lane until it is done or halted; meanwhile passes each call to look on to the lanes, which may be waiting.</summary>
    private static async Task SendAsync(TaskOrchestrationContext context, RunRef run, RunPlan plan, int round)
    {
        var ids = Enumerable.Range(0, Math.Min(plan.Lanes, plan.Pages)).Select(lane => $"lane-{run.TenantId}-{run.RunId}-{lane}-{round}").ToList();
        var lanes = ids.Select((id, lane) => context.CallSubOrchestratorAsync<LaneState>(
            nameof(LaneOrchestrator), new LaneTurn(new LaneWork(run, lane, FromPage: lane)), new SubOrchestrationOptions(instanceId: id))).ToList();
        var all = Task.WhenAll(lanes);
        try
        {
            while (!all.IsCompleted)
            {
                using var waiting = new CancellationTokenSource();
                var look = context.WaitForExternalEvent<string?>(RunActivities.Look, waiting.Token);
                if (await Task.WhenAny(all, look) == all)
                {
                    await waiting.CancelAsync();
                    break;
                }

                foreach (var (id, lane) in ids.Zip(lanes).Where(pair => !pair.Second.IsCompleted))
                {
                    context.SendEvent(id, RunActivities.Look, "");
                }
            }

            await all;
        }
        catch (TaskFailedException failure)
        {
            var reason = $"A lane of the run failed: {failure.FailureDetails.ErrorMessage}";
            await context.CallActivityAsync(RunActivities.PauseTask, new RunTrouble(run, reason), RunRetries.Activity);
        }
    }
}
