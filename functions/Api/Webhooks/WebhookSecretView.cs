using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Api.Webhooks;

/// <summary>A webhook with a new secret.</summary>
/// <param name="Id">The id.</param>
/// <param name="Secret">The secret that signs, as Standard Webhooks writes it. Shown once.</param>
/// <param name="Url">The address that events are posted to.</param>
/// <param name="Events">The types of events it is notified of.</param>
/// <param name="Status">Whether it is notified.</param>
/// <param name="PreviousSecretUntil">Until when the secret before signs, too; null for a new webhook.</param>
/// <param name="CreatedAt">When it was created.</param>
internal sealed record WebhookSecretView(
    string Id,
    string Secret,
    string Url,
    IReadOnlyList<string> Events,
    WebhookStatus Status,
    DateTimeOffset? PreviousSecretUntil,
    DateTimeOffset CreatedAt
)
{
    public static WebhookSecretView From(Webhook webhook, string secret) =>
        new(webhook.Id, secret, webhook.Url, webhook.Events, webhook.Status, webhook.PreviousUntil, webhook.CreatedAt);
}
