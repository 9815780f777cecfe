using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Application.Webhooks;

/// <summary>A change of a webhook: absent fields stay as they are.</summary>
/// <param name="Url">The address that events are posted to: https, at most 2,000 characters.</param>
/// <param name="Events">All types of events, as `GET /api/webhooks/events` lists them.</param>
/// <param name="Status">`active` switches a disabled webhook on again; `disabled` switches it off.</param>
public sealed record WebhookChange(string? Url, string[]? Events, WebhookStatus? Status);
