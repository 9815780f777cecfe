using Azure.Data.Tables;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Journeys;

/// <summary>A store of memberships in Table Storage, in the partition of the automation's journeys: a row per shard. Thread-safe.</summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableMembershipStore(StorageTables tables) : IMembershipStore
{
    // Beyond it one range read costs less than the point reads.
    private const int MostPointReads = 8;

    // Shards of large segments are large: more of them would not fit one answer.
    private const int RowsAtOnce = 64;

    private readonly TableClient _table = tables.Journeys;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<MembershipShard>> ReadAsync(
        AutomationKey key,
        IReadOnlyCollection<int> shards,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(shards);
        Dictionary<int, MembershipShard> found = [];
        if (shards.Count <= MostPointReads)
        {
            foreach (var shard in shards)
            {
                var row = await _table.FindAsync(JourneyRows.Partition(key), MembershipRows.RowKey(shard), cancellationToken);
                if (row is not null)
                {
                    found[shard] = MembershipRows.Read(row);
                }
            }
        }
        else
        {
            await foreach (var row in _table.ReadAsync(MembershipRows.All(key), RowsAtOnce, columns: null, cancellationToken))
            {
                found[MembershipRows.NumberOf(row)] = MembershipRows.Read(row);
            }
        }

        return [.. shards.Select(shard => found.GetValueOrDefault(shard) ?? new MembershipShard(shard, []))];
    }

    /// <inheritdoc/>
    public async Task SaveAsync(AutomationKey key, IReadOnlyCollection<MembershipShard> shards, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shards);
        foreach (var batch in RowBatches.Of(shards.Select(shard => MembershipRows.Write(key, shard))))
        {
            await _table.SubmitTransactionAsync(RowBatches.Each(TableTransactionActionType.UpsertReplace, batch), cancellationToken);
        }

        foreach (var shard in shards)
        {
            shard.IsChanged = false;
        }
    }

    /// <inheritdoc/>
    public async Task ClearAsync(AutomationKey key, CancellationToken cancellationToken)
    {
        while (await _table.DeleteSomeAsync(MembershipRows.All(key), RowLimits.PageRows, cancellationToken) > 0) { }
    }
}
