namespace CampaignTasks.Application.Approvals;

/// <summary>The refusal of a plan under review.</summary>
/// <param name="Reason">Why it is refused: 1 to 1,000 characters.</param>
public sealed record RejectRequest(string? Reason);
