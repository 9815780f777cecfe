using CampaignTasks.Api.Forecasts;
using CampaignTasks.Api.Tasks;
using CampaignTasks.Application.Approvals;
using CampaignTasks.Application.Audiences;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Api.Reviews;

/// <summary>What a reviewer has to see before deciding.</summary>
/// <param name="PlanHash">The hash of the plan: an approval names it.</param>
/// <param name="ApprovalStatus">Where the approval stands.</param>
/// <param name="Submission">The submission; null when there is none.</param>
/// <param name="Forecast">When messages would leave, from now on.</param>
/// <param name="Waterfall">The way from the audience to messages, as it is now.</param>
/// <param name="Complete">Whether the waterfall counts everybody; a very large audience is counted for twenty seconds only.</param>
/// <param name="Samples">Messages as three of the recipients would get them.</param>
/// <param name="Diff">What changed since the last approval; null when there was none.</param>
internal sealed record ReviewView(
    string PlanHash,
    ApprovalStatus ApprovalStatus,
    SubmissionView? Submission,
    ForecastView Forecast,
    WaterfallView Waterfall,
    bool Complete,
    IReadOnlyList<SampleMessageView> Samples,
    ReviewDiffView? Diff
);
