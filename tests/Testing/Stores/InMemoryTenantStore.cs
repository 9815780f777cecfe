using System.Runtime.CompilerServices;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps tenants and keys in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryTenantStore : ITenantStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Tenant> _tenants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ApiKey> _keys = [];
    private long _version;

    public Task AddAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _tenants.TryAdd(tenant.Id, Versioned(tenant));
            return Task.CompletedTask;
        }
    }

    public Task<Tenant?> FindAsync(string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_tenants.GetValueOrDefault(id));
        }
    }

    public Task<Tenant> UpdateAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ArgumentException.ThrowIfNullOrEmpty(tenant.ETag);
            return _tenants.GetValueOrDefault(tenant.Id)?.ETag == tenant.ETag
                ? Task.FromResult(_tenants[tenant.Id] = Versioned(tenant))
                : throw new ConcurrencyConflictException($"Tenant {tenant.Id}");
        }
    }

    public Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _tenants.Remove(id);
            return Task.CompletedTask;
        }
    }

    public Task<CursorPage<Tenant>> ListAsync(int limit, string? cursor, CancellationToken cancellationToken) =>
        Task.FromResult(
            ListCursor.Page(Snapshot(), "tenants", tenant => tenant.Id, (key, from) => string.CompareOrdinal(key, from) > 0, limit, cursor)
        );

    public async IAsyncEnumerable<Tenant> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var tenant in Snapshot())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return tenant;
        }
    }

    public Task<bool> AddKeyAsync(ApiKey key, long most, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var isAdded =
                _keys.Values.Count(other => other.TenantId == key.TenantId && other.Id != key.Id && other.Hash != key.Hash) < most;
            if (isAdded)
            {
                _keys[key.Hash] = key;
            }

            return Task.FromResult(isAdded);
        }
    }

    public Task<ApiKey?> FindKeyAsync(string hash, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_keys.GetValueOrDefault(hash));
        }
    }

    public Task<IReadOnlyList<ApiKey>> ListKeysAsync(string tenantId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<ApiKey>>([
                .. _keys.Values.Where(key => key.TenantId == tenantId).OrderByDescending(key => key.Id, StringComparer.Ordinal),
            ]);
        }
    }

    public async Task<CursorPage<ApiKey>> ListKeysAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken) =>
        ListCursor.Page(
            await ListKeysAsync(tenantId, cancellationToken),
            $"keys {tenantId}",
            key => key.Id,
            (key, from) => string.CompareOrdinal(key, from) < 0,
            limit,
            cursor
        );

    public Task<KeyDeletion> DeleteKeyAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_keys.Values.FirstOrDefault(key => key.TenantId == tenantId && key.Id == id) is not { } found)
            {
                return Task.FromResult(KeyDeletion.NotFound);
            }

            if (found.IsLastingAdmin && !_keys.Values.Any(key => key != found && key.TenantId == tenantId && key.IsLastingAdmin))
            {
                return Task.FromResult(KeyDeletion.LastAdminKey);
            }

            _keys.Remove(found.Hash);
            return Task.FromResult(KeyDeletion.Deleted);
        }
    }

    private Tenant Versioned(Tenant tenant) => tenant with { ETag = $"{++_version}" };

    private Tenant[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _tenants.Values];
        }
    }
}
