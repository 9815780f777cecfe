namespace CampaignTasks.Domain.Facts;

/// <summary>The automations of a tenant that want facts.</summary>
public interface IFactSubscriptions
{
    /// <summary>
    /// Returns the subscriptions of the tenant's automations; empty when none wants facts. It is asked at every write: it answers from
    /// memory and reads storage at most every few seconds.
    /// </summary>
    ValueTask<IReadOnlyList<FactSubscription>> ForAsync(string tenantId, CancellationToken cancellationToken);
}
