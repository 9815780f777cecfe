using CampaignTasks.Domain.Push;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps browsers' subscriptions in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryPushSubscriptionStore : IPushSubscriptionStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Tenant, string Id), PushSubscription> _subscriptions = [];

    public Task<string?> SaveAsync(PushSubscription subscription, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var key = (subscription.TenantId, subscription.Id);
            var before = _subscriptions.GetValueOrDefault(key)?.ContactId;
            _subscriptions[key] = subscription;
            return Task.FromResult(before == subscription.ContactId ? null : before);
        }
    }

    public Task<PushSubscription?> FindAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_subscriptions.GetValueOrDefault((tenantId, id)));
        }
    }

    public Task<IReadOnlyList<PushSubscription>> ListAsync(string tenantId, string contactId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<PushSubscription>>([
                .. Of(tenantId, contactId)
                    .OrderByDescending(subscription => subscription.SeenAt)
                    .ThenBy(subscription => subscription.Id, StringComparer.Ordinal),
            ]);
        }
    }

    public Task DeleteAsync(string tenantId, string contactId, string id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_subscriptions.GetValueOrDefault((tenantId, id))?.ContactId == contactId)
            {
                _subscriptions.Remove((tenantId, id));
            }

            return Task.CompletedTask;
        }
    }

    public Task DeleteAllAsync(string tenantId, string contactId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var subscription in Of(tenantId, contactId).ToList())
            {
                _subscriptions.Remove((tenantId, subscription.Id));
            }

            return Task.CompletedTask;
        }
    }

    private IEnumerable<PushSubscription> Of(string tenantId, string contactId) =>
        _subscriptions.Values.Where(subscription => subscription.TenantId == tenantId && subscription.ContactId == contactId);
}
