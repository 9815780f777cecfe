using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Api.Tasks;

/// <summary>The stage of a roll-out that is sent, watched or held.</summary>
/// <param name="Number">The number of the stage, from 1.</param>
/// <param name="Of">The number of stages.</param>
/// <param name="Percent">The part of the recipients who have their message when the stage ends.</param>
/// <param name="WatchedUntil">When the next stage starts unless a limit is passed; null while the stage is sent or held.</param>
internal sealed record StageView(int Number, int Of, decimal Percent, DateTimeOffset? WatchedUntil)
{
    public static StageView? From(CampaignTask task) =>
        (task.Stage, task.Plan.Rollout) is ({ } progress, { } rollout)
            ? new StageView(
                progress.Stage + 1,
                rollout.Stages.Count,
                rollout.Stages[progress.Stage].Percent,
                progress.Hold is null ? progress.WatchedUntil : null
            )
            : null;
}
