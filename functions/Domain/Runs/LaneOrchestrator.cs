using CampaignTasks.Durable;

namespace CampaignTasks.Domain.Runs;

/// <summary>A lane's place between two histories.</summary>
public sealed record LaneTurn(LaneWork Work);

/// <summary>One per lane and round: activity after activity over the lane's pages, with durable waits in between.</summary>
public sealed class LaneOrchestrator : TaskOrchestrator<LaneTurn, LaneState>
{
    // Well below the thousand events at which a history is to be cut.
    private const int StepsPerHistory = 100;

    /// <summary>Works until every message of the lane has an outcome or the run is halted.</summary>
    public override async Task<LaneState> RunAsync(TaskOrchestrationContext context, LaneTurn input)
    {
        var work = input.Work;
        for (var step = 0; step < StepsPerHistory; step++)
        {
            var progress = await context.CallActivityAsync<LaneProgress>(RunActivities.SendPages, work, RunRetries.Activity);
            if (progress.State is LaneState.Done or LaneState.Halted)
            {
                return progress.State;
            }

            work = progress.Next;
            if (progress.State is LaneState.Wait)
            {
                await context.WaitForLookAsync(work.NotBefore);
                work = work with { NotBefore = null };
            }
        }

        context.ContinueAsNew(new LaneTurn(work), preserveUnprocessedEvents: true);
        return LaneState.More;
    }
}
