namespace CampaignTasks.Domain.Quotas;

/// <summary>The store of quotas: one per scope (<see cref="QuotaPolicy.Scope"/>), shared by all senders of all processes.</summary>
public interface IQuotaStore
{
    /// <summary>Reads the quota of a scope; an empty one without a version when none is stored.</summary>
    Task<SendQuota> ReadAsync(string tenantId, string scope, CancellationToken cancellationToken);

    /// <summary>
    /// Stores the quota if the scope still has the version it was read with; one without a version if nothing is stored yet.
    /// </summary>
    /// <returns>The quota with its new version.</returns>
    /// <exception cref="ConcurrencyConflictException">
    /// Somebody stored another in between, or deleted it. A write whose answer was lost is no such case.
    /// </exception>
    Task<SendQuota> SaveAsync(string tenantId, string scope, SendQuota quota, CancellationToken cancellationToken);

    /// <summary>Deletes the quota of a scope that is gone, whatever its version; one that is not there is no error.</summary>
    Task DeleteAsync(string tenantId, string scope, CancellationToken cancellationToken);
}
