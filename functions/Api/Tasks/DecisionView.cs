using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Api.Tasks;

/// <summary>The end of a review.</summary>
/// <param name="Status">`approved`, `rejected` or `withdrawn`.</param>
/// <param name="By">Who decided.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why; null when nothing was said.</param>
internal sealed record DecisionView(ApprovalStatus Status, AuditActorView By, DateTimeOffset At, string? Reason);
