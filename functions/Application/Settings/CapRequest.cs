namespace CampaignTasks.Application.Settings;

/// <summary>The most messages one contact gets on a channel.</summary>
/// <param name="Messages">The number of messages: 1 to 100.</param>
/// <param name="Period">The period, as an ISO 8601 duration from PT1M to P90D. It is rolling: it is counted back from each message.</param>
public sealed record CapRequest(int? Messages, string? Period);
