using Microsoft.DurableTask;

namespace CampaignTasks.Application.Orchestration;

/// <summary>
/// One per tenant while it has people to erase: walk after walk, and each in rounds until no run under way may name one of them. What senders have
/// claimed is left to them and looked at in the next round.
/// </summary>
public sealed class ErasureOrchestrator : TaskOrchestrator<ErasureScan, string>
{
    private const int StepsPerHistory = 100;

    /// <summary>The wait before a round: soon, for most claims last seconds; then seldom, for paced runs last days.</summary>
    public static TimeSpan Rest(int round) => TimeSpan.FromSeconds(Math.Min(600, 5 * Math.Pow(2, Math.Clamp(round, 1, 10) - 1)));

    /// <summary>Walks until nobody is left to be erased.</summary>
    public override async Task<string> RunAsync(TaskOrchestrationContext context, ErasureScan input)
    {
        var walk = input;
        if (walk.WalkId is null)
        {
            walk = walk with { WalkId = context.NewGuid().ToString("N"), Since = context.CurrentUtcDateTime };
            if (!await context.CallActivityAsync<bool>(ErasureActivities.BeginErasures, walk, RunRetries.Activity))
            {
                return "done";
            }
        }

        for (var step = 0; step < StepsPerHistory; step++)
        {
            var progress = await context.CallActivityAsync<ErasureStep>(ErasureActivities.EraseFromLedgers, walk, RunRetries.Activity);
            walk = progress.Next;
            if (!progress.IsThrough)
            {
                continue;
            }

            if (await context.CallActivityAsync<bool>(ErasureActivities.EndErasures, walk, RunRetries.Activity))
            {
                // Perhaps there are more by now: they share the next walk.
                walk = new ErasureScan(walk.TenantId);
                break;
            }

            var round = walk.Round + 1;
            await context.CreateTimer(context.CurrentUtcDateTime + Rest(round), CancellationToken.None);
            walk = walk with { Round = round, Place = null, RunsLeft = 0, Before = walk.Since, Since = context.CurrentUtcDateTime };
        }

        context.ContinueAsNew(walk, preserveUnprocessedEvents: true);
        return "continued";
    }
}
