using Microsoft.DurableTask;

namespace CampaignTasks.Application.Orchestration;

/// <summary>
/// The orchestration of one lane where lanes work side by side: activity after activity over its pages, with durable waits in between.
/// </summary>
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

    /// <summary>Waits for the lane's next work where that is due later.</summary>
    internal static async Task<LaneWork> NextAsync(TaskOrchestrationContext context, LaneResult progress)
    {
        if (progress.State is not LaneState.Wait)
        {
            return progress.Next;
        }

        await context.WaitForRefreshAsync(progress.Next.NotBefore);
        return progress.Next with { NotBefore = null, DueAt = progress.Next.NotBefore };
    }
}
