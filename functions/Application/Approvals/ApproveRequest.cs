namespace CampaignTasks.Application.Approvals;

/// <summary>The approval of a plan under review.</summary>
/// <param name="PlanHash">The hash of the reviewed plan, from `GET /api/tasks/{id}/review`.</param>
/// <param name="Comment">A comment of at most 1,000 characters.</param>
public sealed record ApproveRequest(string? PlanHash, string? Comment);
