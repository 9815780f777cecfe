namespace CampaignTasks.Domain.Tenants;

/// <summary>A store of tenants and their API keys.</summary>
public interface ITenantStore
{
    /// <summary>Stores a new tenant; an existing one with this id is left as it is.</summary>
    Task AddAsync(Tenant tenant, CancellationToken cancellationToken);

    /// <summary>Finds the tenant; null when there is none.</summary>
    Task<Tenant?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Replaces the tenant if it still has the version it was read with.</summary>
    /// <exception cref="ConcurrencyConflictException">It was changed in between, or is gone.</exception>
    Task<Tenant> UpdateAsync(Tenant tenant, CancellationToken cancellationToken);

    /// <summary>Deletes the tenant's own row, after all that it has; one that is gone is not an error.</summary>
    Task DeleteAsync(string id, CancellationToken cancellationToken);

    /// <summary>Lists the tenants in the order of their ids, which is the order of their creation.</summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> is not one of this list's.</exception>
    Task<CursorPage<Tenant>> ListAsync(int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>Streams all tenants, for the reconciler.</summary>
    IAsyncEnumerable<Tenant> AllAsync(CancellationToken cancellationToken);

    /// <summary>Stores a key; one with the same hash is replaced.</summary>
    /// <param name="key">The key.</param>
    /// <param name="most">The most keys that the tenant may have. Concurrent calls do not exceed it.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>False, and nothing is stored, when the tenant has as many already.</returns>
    Task<bool> AddKeyAsync(ApiKey key, long most, CancellationToken cancellationToken);

    /// <summary>Finds the key with this hash; null when there is none. One point read.</summary>
    Task<ApiKey?> FindKeyAsync(string hash, CancellationToken cancellationToken);

    /// <summary>Lists a tenant's keys, newest first.</summary>
    Task<IReadOnlyList<ApiKey>> ListKeysAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>Lists a tenant's keys page by page, newest first.</summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> is not one of this list's.</exception>
    Task<CursorPage<ApiKey>> ListKeysAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes a key, unless it is the last one for which <see cref="ApiKey.IsLastingAdmin"/> holds: of concurrent calls that would delete
    /// the last ones together, one is refused.
    /// </summary>
    Task<KeyDeletion> DeleteKeyAsync(string tenantId, string id, CancellationToken cancellationToken);
}
