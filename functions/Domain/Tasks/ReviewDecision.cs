namespace CampaignTasks.Domain.Tasks;

/// <summary>The end of a review.</summary>
/// <param name="Status">Approved, rejected or withdrawn.</param>
/// <param name="By">Who decided.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why; null when nothing was said.</param>
public sealed record ReviewDecision(ApprovalStatus Status, TaskActor By, DateTimeOffset At, string? Reason);
