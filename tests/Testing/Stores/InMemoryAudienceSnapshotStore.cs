using System.Runtime.CompilerServices;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps snapshots audiences in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryAudienceSnapshotStore : IAudienceSnapshotStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RunId, SortedDictionary<int, SnapshotChunk>> _chunks = [];

    public Task<bool> TryAddAsync(Run run, SnapshotChunk chunk, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_chunks.TryGetValue(run.Id, out var chunks))
            {
                _chunks[run.Id] = chunks = [];
            }

            return Task.FromResult(chunks.TryAdd(chunk.Number, chunk with { Recipients = [.. chunk.Recipients] }));
        }
    }

    public async IAsyncEnumerable<SnapshotChunk> ReadAsync(Run run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        for (var number = 0; Find(run, number) is { } chunk; number++)
        {
            yield return chunk;
        }
    }

    public Task DeleteAsync(Run run, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _chunks.Remove(run.Id);
            return Task.CompletedTask;
        }
    }

    private SnapshotChunk? Find(Run run, int number)
    {
        lock (_gate)
        {
            return _chunks.TryGetValue(run.Id, out var chunks) ? chunks.GetValueOrDefault(number) : null;
        }
    }
}
