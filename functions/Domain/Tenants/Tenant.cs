using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Tenants;

/// <summary>One company.</summary>
public sealed record Tenant(string Id, string Name, DateTimeOffset CreatedAt);

/// <summary>What a key may do; each role includes those before it.</summary>
[JsonConverter(typeof(WireName<Role>))]
public enum Role
{
    Viewer,
    Operator,
    Reviewer,
    Admin,
}

/// <summary>An API key without its secret, which is shown once and kept only as a hash.</summary>
/// <param name="TenantId">Whose it is.</param>
/// <param name="Id">Names the key in lists and logs.</param>
/// <param name="Hash">SHA-256 of the whole key text, lower-case hex.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Role">What it may do.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From then on it is refused; null: never.</param>
public sealed record ApiKey(string TenantId, string Id, string Hash, string Name, Role Role, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);

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
