namespace CampaignTasks.Domain.Webhooks;

/// <summary>The deliveries of webhooks.</summary>
public interface IWebhookDeliveryStore
{
    /// <summary>
    /// Stores new deliveries of one webhook. Those that are stored already stay as they are. When it throws, some of them may be stored.
    /// </summary>
    /// <returns>The ids of those that were new, and of those that are still pending.</returns>
    Task<IReadOnlyList<string>> AddAsync(IReadOnlyList<WebhookDelivery> deliveries, CancellationToken cancellationToken);

    /// <summary>Finds a delivery; null when there is none.</summary>
    Task<WebhookDelivery?> FindAsync(string tenantId, string webhookId, string id, CancellationToken cancellationToken);

    /// <summary>Replaces a delivery.</summary>
    /// <returns>The delivery with its new version.</returns>
    /// <exception cref="ConcurrencyConflictException">The stored one has another version, or is gone.</exception>
    Task<WebhookDelivery> UpdateAsync(WebhookDelivery delivery, CancellationToken cancellationToken);

    /// <summary>Lists the deliveries of a webhook, newest event first.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="webhookId">The webhook.</param>
    /// <param name="status">Only those of a status; null: all.</param>
    /// <param name="limit">The most deliveries.</param>
    /// <param name="cursor">Where the page before ended; null for the first.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="BadCursorException">The cursor is of another list.</exception>
    Task<CursorPage<WebhookDelivery>> ListAsync(
        string tenantId,
        string webhookId,
        DeliveryStatus? status,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    );

    /// <summary>Finds pending deliveries that were due before an instant, in no order.</summary>
    Task<IReadOnlyList<WebhookDelivery>> FindDueAsync(
        string tenantId,
        string webhookId,
        DateTimeOffset before,
        int most,
        CancellationToken cancellationToken
    );

    /// <summary>Deletes all deliveries of a webhook. Repeating it is harmless.</summary>
    Task DeleteAllAsync(string tenantId, string webhookId, CancellationToken cancellationToken);

    /// <summary>Deletes every delivery of the tenant that is about a contact. Repeating it is harmless.</summary>
    Task DeleteOfContactAsync(string tenantId, string contactId, CancellationToken cancellationToken);
}
