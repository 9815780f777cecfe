using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Api.Webhooks;

/// <summary>A webhook. Its secret is not shown.</summary>
/// <param name="Id">The id.</param>
/// <param name="Url">The address that events are posted to.</param>
/// <param name="Events">The types of events it is notified of.</param>
/// <param name="Status">Whether it is notified.</param>
/// <param name="DisabledReason">Why it is disabled; null while it is active.</param>
/// <param name="FailingSince">Since when every delivery has failed; null when the last one arrived.</param>
/// <param name="PreviousSecretUntil">Until when the secret before signs, too; null when only one does.</param>
/// <param name="CreatedAt">When it was created. It is notified of nothing that happened before.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
internal sealed record WebhookView(
    string Id,
    string Url,
    IReadOnlyList<string> Events,
    WebhookStatus Status,
    string? DisabledReason,
    DateTimeOffset? FailingSince,
    DateTimeOffset? PreviousSecretUntil,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    public static WebhookView From(Webhook webhook, DateTimeOffset now) =>
        new(
            webhook.Id,
            webhook.Url,
            webhook.Events,
            webhook.Status,
            webhook.DisabledReason,
            webhook.FailingSince,
            webhook.PreviousUntil > now ? webhook.PreviousUntil : null,
            webhook.CreatedAt,
            webhook.UpdatedAt
        );
}
