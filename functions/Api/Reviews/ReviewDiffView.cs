namespace CampaignTasks.Api.Reviews;

/// <summary>The way from the plan that was approved last to the present one.</summary>
/// <param name="PlanHash">The hash of the plan that was approved.</param>
/// <param name="ApprovedAt">When it was approved.</param>
/// <param name="Changed">What differs; of an audience with the same definition, its people may.</param>
internal sealed record ReviewDiffView(string PlanHash, DateTimeOffset ApprovedAt, IReadOnlyList<PlanDifferenceView> Changed);
