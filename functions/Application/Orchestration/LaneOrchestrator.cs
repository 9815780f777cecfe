using Microsoft.DurableTask;

namespace CampaignTasks.Application.Orchestration;

/// <summary>One per lane and round where lanes work side by side: activity after activity over the lane's pages, with durable waits in between.</summary>
public sealed class LaneOrchestrator : TaskOrchestrator<LaneWork, LaneState>
{
    // Well below the thousand events at which a history is to be cut.
    private const int StepsPerHistory = 100;

    /// <summary>Works until every message of the lane has an outcome or the run is halted.</summary>
    public override async Task<LaneState> RunAsync(TaskOrchestrationContext context, LaneWork input)
    {
        var (state, work) = await WorkAsync(context, new LaneResult(LaneState.More, input));
        if (state is LaneState.More)
        {
            context.ContinueAsNew(work, preserveUnprocessedEvents: true);
        }

        return state;
    }

    /// <summary>Works in a lane for as many steps as one history holds.</summary>
    /// <returns>How the lane ended and where it stands; <see cref="LaneState.More"/> when it has not ended.</returns>
    internal static async Task<(LaneState State, LaneWork Work)> WorkAsync(TaskOrchestrationContext context, LaneResult progress)
    {
        var work = await NextAsync(context, progress);
        for (var step = 0; step < StepsPerHistory; step++)
        {
            progress = await context.CallActivityAsync<LaneResult>(RunActivities.SendPages, work, RunRetries.Activity);
            if (progress.State is LaneState.Done or LaneState.Halted)
            {
                return (progress.State, progress.Next);
            }

            work = await NextAsync(context, progress);
        }

        return (LaneState.More, work);
    }

    /// <summary>What the lane does next, when its time has come.</summary>
    private static async Task<LaneWork> NextAsync(TaskOrchestrationContext context, LaneResult progress)
    {
        if (progress.State is not LaneState.Wait)
        {
            return progress.Next;
        }

        await context.WaitForLookAsync(progress.Next.NotBefore);
        return progress.Next with { NotBefore = null, DueAt = progress.Next.NotBefore };
    }
}
