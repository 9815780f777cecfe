using System.Globalization;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Testing.Stores;

/// <summary>Runs in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryRunStore : IRunStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RunId, Run> _runs = [];
    private long _version;

    public Task<Run> OpenAsync(Run run, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_runs.TryGetValue(run.Id, out var stored))
            {
                stored = _runs[run.Id] = run with { ETag = NewVersion() };
            }

            return Task.FromResult(stored);
        }
    }

    public Task<Run?> FindAsync(RunId id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_runs.GetValueOrDefault(id));
        }
    }

    public Task<Run> UpdateAsync(Run run, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _runs.TryGetValue(run.Id, out var stored) && stored.ETag == run.ETag
                ? Task.FromResult(_runs[run.Id] = run with { ETag = NewVersion() })
                : throw new ConcurrencyConflictException($"Run {run.Id}");
        }
    }

    public Task<CursorPage<Run>> ListAsync(
        string tenantId,
        string taskId,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) => Task.FromResult(List(tenantId, taskId, areTests: false, limit, cursor));

    public Task<CursorPage<Run>> ListTestsAsync(
        string tenantId,
        string taskId,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) => Task.FromResult(List(tenantId, taskId, areTests: true, limit, cursor));

    private CursorPage<Run> List(string tenantId, string taskId, bool areTests, int limit, string? cursor)
    {
        lock (_lock)
        {
            var items = _runs
                .Values.Where(run => run.TenantId == tenantId && run.TaskId == taskId && run.Test is not null == areTests)
                .OrderByDescending(KeyOf, StringComparer.Ordinal);
            return ListCursor.Page(
                items,
                $"{(areTests ? "tests" : "runs")} of {tenantId}/{taskId}",
                KeyOf,
                (key, from) => string.CompareOrdinal(key, from) < 0,
                limit,
                cursor
            );
        }
    }

    public Task DeleteAsync(Run run, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _runs.Remove(run.Id);
            return Task.CompletedTask;
        }
    }

    private static string KeyOf(Run run) => string.Create(CultureInfo.InvariantCulture, $"{run.Occurrence.UtcTicks:D19}{run.Id}");

    private string NewVersion() => (++_version).ToString(CultureInfo.InvariantCulture);
}
