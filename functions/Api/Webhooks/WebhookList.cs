namespace CampaignTasks.Api.Webhooks;

/// <summary>A page of webhooks.</summary>
internal sealed record WebhookList(IReadOnlyList<WebhookView> Items, string? Next);
