using CampaignTasks.Domain.Automations;

namespace CampaignTasks.Domain.Journeys;

/// <summary>
/// The store of what automations remember of who is in the list or segment that lets contacts enter. Only an automation's one orchestration
/// writes; what a crash loses is found out again, with the same numbers.
/// </summary>
public interface IMembershipStore
{
    /// <summary>Reads shards; one of which nothing is stored is empty. Few are point reads, many are one range read.</summary>
    /// <param name="key">The automation.</param>
    /// <param name="shards">The numbers of the shards, each once.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    Task<IReadOnlyList<MembershipShard>> ReadAsync(AutomationKey key, IReadOnlyCollection<int> shards, CancellationToken cancellationToken);

    /// <summary>Stores shards, many in one transaction, and marks them unchanged. When it throws, some may be stored.</summary>
    Task SaveAsync(AutomationKey key, IReadOnlyCollection<MembershipShard> shards, CancellationToken cancellationToken);

    /// <summary>Deletes all shards of an automation. Repeating it is harmless.</summary>
    Task ClearAsync(AutomationKey key, CancellationToken cancellationToken);
}
