using System.Collections.Concurrent;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Tenants;

/// <summary>
/// The statuses of tenants as orchestrations and senders see them: nothing is sent for a tenant that is suspended or being deleted.
/// A change made in this process holds at once, one made elsewhere within <see cref="MaxAge"/>. Thread-safe.
/// </summary>
internal sealed class TenantStatuses(ITenantStore tenants, TimeProvider time)
{
    private const int MaxCached = 10_000;

    /// <summary>The longest time for which a tenant is taken to be active without being read again.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, long> _activeAsOf = new(StringComparer.Ordinal);

    /// <summary>Returns true for an active tenant. Only that is remembered: one that is active again is seen at once.</summary>
    public async ValueTask<bool> IsActiveAsync(string tenantId, CancellationToken cancellationToken)
    {
        if (_activeAsOf.TryGetValue(tenantId, out var asOf) && time.GetElapsedTime(asOf) < MaxAge)
        {
            return true;
        }

        var began = time.GetTimestamp();

        // A tenant without a row has nothing left that could be sent.
        var isActive = await tenants.FindAsync(tenantId, cancellationToken) is null or { Status: TenantStatus.Active };
        if (!isActive)
        {
            _activeAsOf.TryRemove(tenantId, out _);
            return false;
        }

        if (_activeAsOf.Count >= MaxCached)
        {
            _activeAsOf.Clear();
        }

        _activeAsOf[tenantId] = began;
        return true;
    }

    /// <summary>Observes a change that this process stored.</summary>
    public void Changed(Tenant tenant) => _activeAsOf.TryRemove(tenant.Id, out _);
}
