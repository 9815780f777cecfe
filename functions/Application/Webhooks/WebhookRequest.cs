namespace CampaignTasks.Application.Webhooks;

/// <summary>A new webhook.</summary>
/// <param name="Url">The address that events are posted to: https, at most 2,000 characters.</param>
/// <param name="Events">The types of events, as `GET /api/webhooks/events` lists them.</param>
public sealed record WebhookRequest(string? Url, string[]? Events);
