using CampaignTasks.Api.Audiences;
using CampaignTasks.Application.Audiences;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Api.Runs;

/// <summary>A run of a task.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Occurrence">Its planned instant.</param>
/// <param name="Status">Its status.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="CompletedAt">When it ended.</param>
/// <param name="Failure">The first failed message of a run that stops on failure, with the reason.</param>
/// <param name="EndReason">Why it ended early or never began; null for a complete run.</param>
/// <param name="PlanVersion">The plan version of the task that its messages follow.</param>
/// <param name="Counts">Its messages by status.</param>
/// <param name="Waterfall">The way from the audience to messages.</param>
/// <param name="Stages">The number of recipients of each stage of its roll-out; null without one.</param>
/// <param name="Zones">Recipients by the source of their time zone; null unless the schedule is by recipient.</param>
internal sealed record RunView(
    string Id,
    DateTimeOffset Occurrence,
    RunStatus Status,
    DateTimeOffset StartedAt,
    DateTimeOffset? CompletedAt,
    string? Failure,
    string? EndReason,
    int PlanVersion,
    CountsView Counts,
    WaterfallView Waterfall,
    IReadOnlyList<int>? Stages,
    ZoneCounts? Zones
)
{
    public static RunView From(Run run, MessageCounts counts) =>
        new(
            run.Id.ToString(),
            run.Occurrence,
            run.Status,
            run.StartedAt,
            run.CompletedAt,
            run.Failure,
            run.EndReason,
            run.PlanVersion,
            CountsView.From(counts),
            WaterfallView.From(run.Waterfall),
            run.Stages is null ? null : [.. run.Stages.Select(stage => stage.Recipients)],
            run.Zones
        );
}
