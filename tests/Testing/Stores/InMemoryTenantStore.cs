using System.Runtime.CompilerServices;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps tenants and keys in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryTenantStore : ITenantStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Tenant> _tenants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ApiKey> _keys = [];

    public Task AddAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _tenants.TryAdd(tenant.Id, tenant);
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

    public async IAsyncEnumerable<Tenant> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var tenant in Snapshot())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return tenant;
        }
    }

    public Task AddKeyAsync(ApiKey key, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _keys[key.Hash] = key;
            return Task.CompletedTask;
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

    public Task<bool> DeleteKeyAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var hash = _keys.Values.FirstOrDefault(key => key.TenantId == tenantId && key.Id == id)?.Hash;
            return Task.FromResult(hash is not null && _keys.Remove(hash));
        }
    }

    private Tenant[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _tenants.Values];
        }
    }
}
