using Microsoft.DurableTask;

namespace CampaignTasks.Domain.Runs;

/// <summary>One per lane and round where lanes work side by side: activity after activity over the lane's pages, with durable waits in between.</summary>
public sealed class LaneOrchestrator : TaskOrchestrator<LaneWork, LaneState>
{
    // Well below the thousand events at which a history is to be cut.
    private const int StepsPerHistory = 100;

    /// <summary>Works until every message of the lane has an outcome or the run is halted.</summary>
    public override async Task<LaneState> RunAsync(TaskOrchestrationContext context, LaneWork input)
    {
        var (state, work) = await WorkAsync(context, input);
        if (state is LaneState.More)
        {
            context.ContinueAsNew(work, preserveUnprocessedEvents: true);
        }

        return state;
    }

    /// <summary>Works in a lane for as many steps as one history holds.</summary>
    /// <returns>How the lane ended and where it stands; <see cref="LaneState.More"/> when it has not ended.</returns>
    internal static async Task<(LaneState State, LaneWork Work)> WorkAsync(TaskOrchestrationContext context, LaneWork work)
    {
        for (var step = 0; step < StepsPerHistory; step++)
        {
            var progress = await context.CallActivityAsync<LaneProgress>(RunActivities.SendPages, work, RunRetries.Activity);
            if (progress.State is LaneState.Done or LaneState.Halted)
            {
                return (progress.State, progress.Next);
            }

            work = progress.Next;
            if (progress.State is LaneState.Wait)
            {
                await context.WaitForLookAsync(work.NotBefore);
                work = work with { NotBefore = null, DueAt = work.NotBefore };
            }
        }

        return (LaneState.More, work);
    }
}
