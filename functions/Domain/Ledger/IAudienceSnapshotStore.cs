namespace CampaignTasks.Domain.Ledger;

/// <summary>The store of audience snapshots, which are kept while their runs are planned.</summary>
public interface IAudienceSnapshotStore
{
    /// <summary>Adds a chunk.</summary>
    /// <returns>False when there is one of this number: another planner came first, and its chunk counts.</returns>
    Task<bool> TryAddAsync(Run run, SnapshotChunk chunk, CancellationToken cancellationToken);

    /// <summary>Reads the chunks there are, in order.</summary>
    IAsyncEnumerable<SnapshotChunk> ReadAsync(Run run, CancellationToken cancellationToken);

    /// <summary>Deletes all chunks of a run.</summary>
    Task DeleteAsync(Run run, CancellationToken cancellationToken);
}
