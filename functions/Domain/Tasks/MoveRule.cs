namespace CampaignTasks.Domain.Tasks;

/// <summary>The places to which an allowed move may lead.</summary>
/// <param name="Statuses">The statuses.</param>
/// <param name="Approvals">The statuses of the approval.</param>
internal sealed record MoveRule(IReadOnlyList<CampaignTaskStatus> Statuses, IReadOnlyList<ApprovalStatus> Approvals);
