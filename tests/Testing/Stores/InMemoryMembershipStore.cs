using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps memberships in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryMembershipStore : IMembershipStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(AutomationKey Key, int Shard), KeyValuePair<ulong, MembershipState>[]> _shards = [];

    public Task<IReadOnlyList<MembershipShard>> ReadAsync(
        AutomationKey key,
        IReadOnlyCollection<int> shards,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<MembershipShard>>([
                .. shards.Select(shard => new MembershipShard(shard, _shards.GetValueOrDefault((key, shard), []))),
            ]);
        }
    }

    public Task SaveAsync(AutomationKey key, IReadOnlyCollection<MembershipShard> shards, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var shard in shards)
            {
                _shards[(key, shard.Number)] = [.. shard.Known];
                shard.IsChanged = false;
            }

            return Task.CompletedTask;
        }
    }

    public Task ClearAsync(AutomationKey key, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            for (var shard = 0; shard < MembershipShard.Count; shard++)
            {
                _shards.Remove((key, shard));
            }

            return Task.CompletedTask;
        }
    }
}
