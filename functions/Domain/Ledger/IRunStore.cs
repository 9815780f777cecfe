using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Domain.Ledger;

/// <summary>The store of runs.</summary>
public interface IRunStore
{
    /// <summary>Opens a run, or finds the one this occurrence already has: a second start is a no-op.</summary>
    Task<Run> OpenAsync(Run run, CancellationToken cancellationToken);

    /// <summary>Finds a run by its number alone, for receipts; null when there is none. The caller checks the tenant.</summary>
    Task<Run?> FindAsync(RunId id, CancellationToken cancellationToken);

    /// <summary>Replaces a run if it still has the version it was read with.</summary>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it in between.</exception>
    Task<Run> UpdateAsync(Run run, CancellationToken cancellationToken);

    /// <summary>Lists a task's runs, newest occurrence first; tests are not among them.</summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> is not one of this list's.</exception>
    Task<CursorPage<Run>> ListAsync(string tenantId, string taskId, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>Lists a task's tests, newest first.</summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> is not one of this list's.</exception>
    Task<CursorPage<Run>> ListTestsAsync(string tenantId, string taskId, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes a run, whatever its version; its pages before it, for nothing leads to them afterwards. One that is not there is no error.
    /// </summary>
    Task DeleteAsync(Run run, CancellationToken cancellationToken);
}
