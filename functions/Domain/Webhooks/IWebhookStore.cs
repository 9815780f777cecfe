namespace CampaignTasks.Domain.Webhooks;

/// <summary>The webhooks of tenants.</summary>
public interface IWebhookStore
{
    /// <summary>Stores a new webhook. One that is stored under the id already is returned instead.</summary>
    Task<Webhook> AddAsync(Webhook webhook, CancellationToken cancellationToken);

    /// <summary>Finds a webhook; null when there is none.</summary>
    Task<Webhook?> FindAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>Replaces a webhook.</summary>
    /// <returns>The webhook with its new version.</returns>
    /// <exception cref="ConcurrencyConflictException">The stored one has another version, or is gone.</exception>
    Task<Webhook> UpdateAsync(Webhook webhook, CancellationToken cancellationToken);

    /// <summary>Deletes a webhook. One that is gone is no error.</summary>
    /// <exception cref="ConcurrencyConflictException">The stored one has another version.</exception>
    Task DeleteAsync(Webhook webhook, CancellationToken cancellationToken);

    /// <summary>Lists a tenant's webhooks, newest first. They are few: a quota limits them.</summary>
    Task<IReadOnlyList<Webhook>> ListAsync(string tenantId, CancellationToken cancellationToken);
}
