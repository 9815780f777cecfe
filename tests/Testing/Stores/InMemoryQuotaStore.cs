using System.Globalization;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Quotas;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps quotas in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryQuotaStore : IQuotaStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, string Scope), SendQuota> _quotas = [];
    private long _version;

    /// <summary>Reads and saves so far, those that lost their race included.</summary>
    public int Calls { get; private set; }

    public Task<SendQuota> ReadAsync(string tenantId, string scope, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Calls++;
            return Task.FromResult(_quotas.GetValueOrDefault((tenantId, scope), SendQuota.Empty));
        }
    }

    public Task<SendQuota> SaveAsync(string tenantId, string scope, SendQuota quota, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Calls++;
            if (_quotas.GetValueOrDefault((tenantId, scope))?.ETag != quota.ETag)
            {
                throw new ConcurrencyConflictException($"The quota of {scope}");
            }

            var saved = quota with { ETag = (++_version).ToString(CultureInfo.InvariantCulture) };
            return Task.FromResult(_quotas[(tenantId, scope)] = saved);
        }
    }

    public Task DeleteAsync(string tenantId, string scope, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _quotas.Remove((tenantId, scope));
            return Task.CompletedTask;
        }
    }
}
