namespace CampaignTasks.Domain.Ledger;

/// <summary>Keeps frozen audiences while their runs are planned.</summary>
public interface IAudienceSnapshotStore
{
    /// <summary>Adds a piece.</summary>
    /// <returns>False when there is one of this number: another planner came first, and its piece counts.</returns>
    Task<bool> TryAddAsync(Run run, SnapshotChunk piece, CancellationToken cancellationToken);

    /// <summary>The pieces there are, in order.</summary>
    IAsyncEnumerable<SnapshotChunk> ReadAsync(Run run, CancellationToken cancellationToken);

    /// <summary>Deletes all pieces of a run.</summary>
    Task DeleteAsync(Run run, CancellationToken cancellationToken);
}
