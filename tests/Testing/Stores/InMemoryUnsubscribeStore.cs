using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Unsubscribes;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps unsubscribes in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryUnsubscribeStore : IUnsubscribeStore
{
    private readonly ConcurrentDictionary<(string Tenant, string Task, MessageId Message), Unsubscribe> _all = new();

    public Task AddAsync(string tenantId, Unsubscribe unsubscribe, CancellationToken cancellationToken)
    {
        _all.TryAdd((tenantId, unsubscribe.TaskId, unsubscribe.Message), unsubscribe);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<Unsubscribe> ReadAsync(
        string tenantId,
        string taskId,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.CompletedTask;
        foreach (var (key, unsubscribe) in _all)
        {
            if (key.Tenant == tenantId && key.Task == taskId)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return unsubscribe;
            }
        }
    }

    public Task DeleteAsync(string tenantId, string taskId, CancellationToken cancellationToken)
    {
        foreach (var key in _all.Keys.Where(key => key.Tenant == tenantId && key.Task == taskId))
        {
            _all.TryRemove(key, out _);
        }

        return Task.CompletedTask;
    }
}
