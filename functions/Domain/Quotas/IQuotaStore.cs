namespace CampaignTasks.Domain.Quotas;

/// <summary>Keeps budgets: one per scope (<see cref="QuotaPolicy.Scope"/>), shared by all senders of all processes.</summary>
public interface IQuotaStore
{
    /// <summary>The budget of a scope; an empty one without a version when none is stored.</summary>
    Task<SendQuota> ReadAsync(string tenantId, string scope, CancellationToken cancellationToken);

    /// <summary>Stores the budget if the scope still has the version it was read with; one without a version if nothing is stored yet.</summary>
    /// <returns>The budget with its new version.</returns>
    /// <exception cref="ConcurrencyConflictException">Somebody stored another in between, or deleted it. A write whose answer was lost is no such case.</exception>
    Task<SendQuota> SaveAsync(string tenantId, string scope, SendQuota budget, CancellationToken cancellationToken);

    /// <summary>Deletes the budget of a scope that is gone, whatever its version; one that is not there is no error.</summary>
    Task DeleteAsync(string tenantId, string scope, CancellationToken cancellationToken);
}
