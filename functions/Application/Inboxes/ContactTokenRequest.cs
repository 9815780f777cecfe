namespace CampaignTasks.Application.Inboxes;

/// <summary>A token to be made.</summary>
/// <param name="Lifetime">How long it works, as an ISO 8601 duration from PT1M to P30D; by default P1D.</param>
public sealed record ContactTokenRequest(string? Lifetime);
