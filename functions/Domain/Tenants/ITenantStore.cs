namespace CampaignTasks.Domain.Tenants;

/// <summary>A store of tenants and their API keys.</summary>
public interface ITenantStore
{
    /// <summary>Stores a new tenant; an existing one with this id is left as it is.</summary>
    Task AddAsync(Tenant tenant, CancellationToken cancellationToken);

    /// <summary>Finds the tenant; null when there is none.</summary>
    Task<Tenant?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Streams all tenants, for the reconciler.</summary>
    IAsyncEnumerable<Tenant> AllAsync(CancellationToken cancellationToken);

    /// <summary>Stores a key; one with the same hash is replaced.</summary>
    Task AddKeyAsync(ApiKey key, CancellationToken cancellationToken);

    /// <summary>Finds the key with this hash; null when there is none. One point read.</summary>
    Task<ApiKey?> FindKeyAsync(string hash, CancellationToken cancellationToken);

    /// <summary>Lists a tenant's keys, newest first.</summary>
    Task<IReadOnlyList<ApiKey>> ListKeysAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>Deletes a key; false when the tenant has none with this id.</summary>
    Task<bool> DeleteKeyAsync(string tenantId, string id, CancellationToken cancellationToken);
}
