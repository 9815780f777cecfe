using System.Runtime.CompilerServices;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps frozen audiences in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryAudienceSnapshotStore : IAudienceSnapshotStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RunId, SortedDictionary<int, SnapshotChunk>> _pieces = [];

    public Task<bool> TryAddAsync(Run run, SnapshotChunk piece, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_pieces.TryGetValue(run.Id, out var pieces))
            {
                _pieces[run.Id] = pieces = [];
            }

            return Task.FromResult(pieces.TryAdd(piece.Number, piece with { Recipients = [.. piece.Recipients] }));
        }
    }

    public async IAsyncEnumerable<SnapshotChunk> ReadAsync(Run run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        for (var number = 0; Find(run, number) is { } piece; number++)
        {
            yield return piece;
        }
    }

    public Task DeleteAsync(Run run, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _pieces.Remove(run.Id);
            return Task.CompletedTask;
        }
    }

    private SnapshotChunk? Find(Run run, int number)
    {
        lock (_gate)
        {
            return _pieces.TryGetValue(run.Id, out var pieces) ? pieces.GetValueOrDefault(number) : null;
        }
    }
}
