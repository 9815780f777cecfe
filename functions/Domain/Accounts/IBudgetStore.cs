namespace CampaignTasks.Domain.Accounts;

/// <summary>Keeps budgets: one per scope (<see cref="BudgetTerms.Scope"/>), shared by all senders of all processes.</summary>
public interface IBudgetStore
{
    /// <summary>The budget of a scope; an empty one without a version when none is stored.</summary>
    Task<Budget> ReadAsync(string tenantId, string scope, CancellationToken cancellationToken);

    /// <summary>Stores the budget if the scope still has the version it was read with; one without a version if nothing is stored yet.</summary>
    /// <returns>The budget with its new version.</returns>
    /// <exception cref="LostRaceException">Somebody stored another in between, or deleted it. A write whose answer was lost is no such case.</exception>
    Task<Budget> SaveAsync(string tenantId, string scope, Budget budget, CancellationToken cancellationToken);

    /// <summary>Deletes the budget of a scope that is gone, whatever its version; one that is not there is no error.</summary>
    Task DeleteAsync(string tenantId, string scope, CancellationToken cancellationToken);
}
