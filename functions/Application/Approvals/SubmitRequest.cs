namespace CampaignTasks.Application.Approvals;

/// <summary>A request for approval.</summary>
/// <param name="Reason">Why the task is to be approved: 1 to 1,000 characters.</param>
public sealed record SubmitRequest(string? Reason);
