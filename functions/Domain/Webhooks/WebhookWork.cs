namespace CampaignTasks.Domain.Webhooks;

/// <summary>Deliveries of one webhook that are due: the content of a message of the queue.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="WebhookId">The webhook.</param>
/// <param name="Deliveries">The ids of the deliveries, at most <see cref="Most"/>.</param>
public sealed record WebhookWork(string TenantId, string WebhookId, IReadOnlyList<string> Deliveries)
{
    /// <summary>The most deliveries in a message: if each attempt takes as long as it may, they end before it is due again.</summary>
    public const int Most = 16;
}
