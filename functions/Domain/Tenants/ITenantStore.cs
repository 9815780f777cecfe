namespace CampaignTasks.Domain.Tenants;

/// <summary>Keeps tenants and their API keys.</summary>
public interface ITenantStore
{
    /// <summary>Stores a new tenant; one with this id that exists already is left as it is.</summary>
    Task AddAsync(Tenant tenant, CancellationToken cancellationToken);

    /// <summary>The tenant, or null.</summary>
    Task<Tenant?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>All tenants, for the reconciliation at start.</summary>
    IAsyncEnumerable<Tenant> AllAsync(CancellationToken cancellationToken);

    /// <summary>Stores a key; one with the same hash is replaced.</summary>
    Task AddKeyAsync(ApiKey key, CancellationToken cancellationToken);

    /// <summary>The key with this hash, or null: one point read.</summary>
    Task<ApiKey?> FindKeyAsync(string hash, CancellationToken cancellationToken);

    /// <summary>A tenant's keys, newest first.</summary>
    Task<IReadOnlyList<ApiKey>> ListKeysAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>Deletes a key; false when the tenant has none with this id.</summary>
    Task<bool> DeleteKeyAsync(string tenantId, string id, CancellationToken cancellationToken);
}
