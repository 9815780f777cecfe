using System.Collections.Concurrent;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Facts;

namespace CampaignTasks.Application.Automations;

/// <summary>The subscriptions of automations, as this process read them a moment ago. Thread-safe.</summary>
internal sealed class AutomationSubscriptions(IAutomationStore automations, TimeProvider time) : IFactSubscriptions
{
    /// <summary>How long other processes may not know of a start.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (IReadOnlyList<FactSubscription> Found, long ReadAt)> _known = new(
        StringComparer.Ordinal
    );

    public async ValueTask<IReadOnlyList<FactSubscription>> ForAsync(string tenantId, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(tenantId, out var known) && time.GetElapsedTime(known.ReadAt) < MaxAge)
        {
            return known.Found;
        }

        var began = time.GetTimestamp();
        var found = await automations.ReadSubscriptionsAsync(tenantId, cancellationToken);
        _known[tenantId] = (found, began);
        return found;
    }

    /// <summary>Forgets what is known of a tenant whose automations have just changed.</summary>
    public void Changed(string tenantId) => _known.TryRemove(tenantId, out _);
}
