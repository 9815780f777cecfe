namespace CampaignTasks.Domain.Push;

/// <summary>A store of browsers' subscriptions. Implementations are thread-safe.</summary>
public interface IPushSubscriptionStore
{
    /// <summary>Stores a subscription, in place of the one with the same id, whoever's that was.</summary>
    /// <returns>The contact that had it before; null when it is new, or the same contact's.</returns>
    Task<string?> SaveAsync(PushSubscription subscription, CancellationToken cancellationToken);

    /// <summary>Finds a subscription; null when the tenant has none with this id.</summary>
    Task<PushSubscription?> FindAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>Lists a contact's subscriptions, the one seen last first.</summary>
    Task<IReadOnlyList<PushSubscription>> ListAsync(string tenantId, string contactId, CancellationToken cancellationToken);

    /// <summary>Deletes a contact's subscription; one that is gone, or another contact's, stays as it is.</summary>
    Task DeleteAsync(string tenantId, string contactId, string id, CancellationToken cancellationToken);

    /// <summary>Deletes all subscriptions of a contact.</summary>
    Task DeleteAllAsync(string tenantId, string contactId, CancellationToken cancellationToken);
}
