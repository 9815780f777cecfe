using System.Collections.Concurrent;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Facts;

namespace CampaignTasks.Application.Automations;

/// <summary>The subscriptions of automations, as this process read them a moment ago. Thread-safe.</summary>
internal sealed class AutomationSubscriptions(IAutomationStore automations, TimeProvider time) : IFactSubscriptions
{
    /// <summary>The time for which other processes may not know of a start.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Reading> _known = new(StringComparer.Ordinal);

    public async ValueTask<IReadOnlyList<FactSubscription>> ForAsync(string tenantId, CancellationToken cancellationToken)
    {
        _known.TryGetValue(tenantId, out var known);
        if (known is { Found: { } recent } && time.GetElapsedTime(known.BeganAt) < MaxAge)
        {
            return recent;
        }

        var began = time.GetTimestamp();
        var found = await automations.ReadSubscriptionsAsync(tenantId, cancellationToken);
        var reading = new Reading(found, began);

        // What was read is kept only if nothing was changed meanwhile: it may be from before.
        _ = known is null ? _known.TryAdd(tenantId, reading) : _known.TryUpdate(tenantId, reading, known);
        return found;
    }

    /// <summary>Forgets what is known of a tenant whose automations have just changed, and what is being read of it.</summary>
    public void Changed(string tenantId) => _known[tenantId] = new Reading(found: null, beganAt: 0);

    /// <summary>Waits until every process knows of a change that is stored: what they read before is too old then.</summary>
    public Task SpreadAsync() => Task.Delay(MaxAge, time, CancellationToken.None);

    // Compared by reference.
    private sealed class Reading(IReadOnlyList<FactSubscription>? found, long beganAt)
    {
        public IReadOnlyList<FactSubscription>? Found => found;

        public long BeganAt => beganAt;
    }
}
