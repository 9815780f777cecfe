using CampaignTasks.Domain.Runs;
using Microsoft.DurableTask;

namespace CampaignTasks.Domain.Erasures;

/// <summary>One walk through the ledgers of a tenant, for all erasures that were there when it began. Who is erased stands in their store only.</summary>
/// <param name="TenantId">Whose ledgers.</param>
/// <param name="WalkId">Names the walk; null before it begins.</param>
/// <param name="Round">How often all were looked through. From the second round on only runs that were under way in the one before are looked at.</param>
/// <param name="Place">Where it is.</param>
/// <param name="RunsLeft">Runs of this round so far that have to be looked at again.</param>
/// <param name="Since">When this round began; null before the first activity.</param>
/// <param name="Before">When the round before began; null in the first.</param>
public sealed record ErasureWalk(
    string TenantId, string? WalkId = null, int Round = 0, ErasurePlace? Place = null, int RunsLeft = 0, DateTimeOffset? Since = null, DateTimeOffset? Before = null)
{
    /// <summary>The id of the tenant's one orchestration.</summary>
    public string InstanceId => $"erasures-{TenantId}";
}

/// <summary>A place in a tenant's ledgers: before a page of a run of a task.</summary>
/// <param name="TaskCursor">What leads to the task in the list of tasks; null for the first.</param>
/// <param name="TaskId">The task; another one at the cursor is begun anew.</param>
/// <param name="RunCursor">What leads to the run in the list of the task's runs; null for the first.</param>
/// <param name="RunId">The run; another one at the cursor is begun anew.</param>
/// <param name="Lane">The lane.</param>
/// <param name="Page">The first page that was not looked at.</param>
/// <param name="IsLeft">Whether the run has to be looked at again.</param>
public sealed record ErasurePlace(
    string? TaskCursor = null, string? TaskId = null, string? RunCursor = null, string? RunId = null, int Lane = 0, int Page = 0, bool IsLeft = false);

/// <summary>How a step of a walk ended.</summary>
/// <param name="Next">Where the walk goes on.</param>
/// <param name="IsThrough">Whether the round is at its end.</param>
public sealed record ErasureStep(ErasureWalk Next, bool IsThrough);

/// <summary>The activities of erasures. The names are stored in histories: never rename one.</summary>
public static class ErasureActivities
{
    /// <summary><see cref="ErasureWalk"/> → <see cref="bool"/>: takes all erasures that are not done on the walk; whether there are any.</summary>
    public const string BeginErasures = "BeginErasures";

    /// <summary><see cref="ErasureWalk"/> → <see cref="ErasureStep"/>: looks through some more pages.</summary>
    public const string EraseFromLedgers = "EraseFromLedgers";

    /// <summary><see cref="ErasureWalk"/> → <see cref="bool"/>: writes down how far the walk's erasures are; whether they are done.</summary>
    public const string EndErasures = "EndErasures";
}

/// <summary>
/// One per tenant while it has people to erase: walk after walk, and each in rounds until no run under way may name one of them. What senders have
/// claimed is left to them and looked at in the next round.
/// </summary>
public sealed class ErasureOrchestrator : TaskOrchestrator<ErasureWalk, string>
{
    private const int StepsPerHistory = 100;

    /// <summary>The wait before a round: soon, for most claims last seconds; then seldom, for paced runs last days.</summary>
    public static TimeSpan Rest(int round) => TimeSpan.FromSeconds(Math.Min(600, 5 * Math.Pow(2, Math.Clamp(round, 1, 10) - 1)));

    /// <summary>Walks until nobody is left to be erased.</summary>
    public override async Task<string> RunAsync(TaskOrchestrationContext context, ErasureWalk input)
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
                walk = new ErasureWalk(walk.TenantId);
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
