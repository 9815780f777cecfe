using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Rollouts;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Planning;

/// <content>The stages of a roll-out.</content>
internal sealed partial class RunPlanner
{
    /// <summary>
    /// Writes the pages of each stage after those of the stage before. The snapshot is read once for each stage, so that memory stays flat.
    /// </summary>
    private async Task<Run> PlanStagesAsync(CampaignTask task, Run run, IReadOnlyList<int> sizes, CancellationToken cancellationToken)
    {
        List<RunStage> stages = [];
        var (pages, zones) = (0, (ZoneCounts?)null);
        for (var stage = 0; stage < sizes.Count; stage++)
        {
            var writer = await NewPagesAsync(task, run, pages, sizes[stage], cancellationToken);
            StageSampler sampler = new(run.Id.Number, sizes);
            await foreach (var recipient in snapshots.ReadAsync(run, cancellationToken))
            {
                if (sampler.Next() == stage)
                {
                    await writer.AddAsync(recipient, cancellationToken);
                }
            }

            await writer.EndAsync(cancellationToken);
            (pages, zones) = (writer.Pages, ZoneCounts.Sum(zones, writer.Zones));
            stages.Add(new RunStage(pages, sizes[stage]));
        }

        return run with
        {
            Pages = pages,
            PlanVersion = task.PlanVersion,
            PlanningSince = null,
            PlanningAttempts = 0,
            Stages = stages,
            Zones = zones,
        };
    }

    // Who joins by an edit is in the last stage: what was sent and watched before stays what it was.
    private static List<RunStage>? WithJoining(IReadOnlyList<RunStage>? stages, int joining, int pages) =>
        stages is null ? null : [.. stages.SkipLast(1), new RunStage(pages, stages[^1].Recipients + joining)];
}
