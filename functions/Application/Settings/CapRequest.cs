namespace CampaignTasks.Application.Settings;

/// <summary>The most messages one contact gets on a channel.</summary>
/// <param name="Messages">How many: 1 to 100.</param>
/// <param name="Period">In how long, as an ISO 8601 duration from PT1M to P90D. The time rolls: it is counted back from each message.</param>
public sealed record CapRequest(int? Messages, string? Period);
