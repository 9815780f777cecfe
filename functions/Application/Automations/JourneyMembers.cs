using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;

namespace CampaignTasks.Application.Automations;

/// <summary>
/// The memberships that one turn works on. They are stored after the journeys that they let begin: a turn that is repeated finds the same
/// numbers, and what they name has begun already.
/// </summary>
internal sealed class JourneyMembers(IMembershipStore store, AutomationKey key)
{
    private readonly Dictionary<int, MembershipShard> _shards = [];

    /// <summary>Reads what is known of contacts.</summary>
    public Task LoadAsync(IEnumerable<string> contacts, CancellationToken cancellationToken) =>
        LoadShardsAsync([.. contacts.Select(MembershipShard.Of).Distinct()], cancellationToken);

    /// <summary>Reads what is known of all contacts.</summary>
    public Task LoadAllAsync(CancellationToken cancellationToken) =>
        LoadShardsAsync([.. Enumerable.Range(0, MembershipShard.Count)], cancellationToken);

    /// <summary>Returns the shard of a contact that was loaded.</summary>
    public MembershipShard Of(string contactId) => _shards[MembershipShard.Of(contactId)];

    /// <summary>Stores what was changed.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        MembershipShard[] changed = [.. _shards.Values.Where(shard => shard.IsChanged).OrderBy(shard => shard.Number)];
        if (changed.Length > 0)
        {
            await store.SaveAsync(key, changed, cancellationToken);
        }
    }

    private async Task LoadShardsAsync(List<int> shards, CancellationToken cancellationToken)
    {
        shards.RemoveAll(_shards.ContainsKey);
        if (shards.Count > 0)
        {
            foreach (var shard in await store.ReadAsync(key, shards, cancellationToken))
            {
                _shards[shard.Number] = shard;
            }
        }
    }
}
