using Microsoft.DurableTask;

namespace CampaignTasks.Application.Orchestration;

/// <summary>The orchestration of a test: its messages are sent as those of a run of one lane are.</summary>
public sealed class TestOrchestrator : TaskOrchestrator<RunRef, string>
{
    /// <summary>Works until every message of the test has an outcome, or none may be sent any more.</summary>
    public override async Task<string> RunAsync(TaskOrchestrationContext context, RunRef input)
    {
        if (!await context.CallActivityAsync<bool>(TestActivities.BeginTest, input, RunRetries.Activity))
        {
            return "gone";
        }

        var first = new LaneResult(LaneState.More, new LaneWork(input, Lane: 0, FromPage: 0));
        var (state, _) = await LaneOrchestrator.WorkAsync(context, first);
        if (state is LaneState.More)
        {
            context.ContinueAsNew(input, preserveUnprocessedEvents: true);
            return "continued";
        }

        await context.CallActivityAsync<string?>(TestActivities.FinishTest, input, RunRetries.Activity);
        return "done";
    }
}
