using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Simulation.Machinery;

/// <summary>The runs, over the wire.</summary>
internal sealed class WiredRunStore(IRunStore runs, StorageWire wire) : IRunStore
{
    public Task<Run> OpenAsync(Run run, CancellationToken cancellationToken) =>
        wire.WriteAsync("open run", run.TaskId, () => runs.OpenAsync(run, cancellationToken));

    public Task<Run?> FindAsync(RunId id, CancellationToken cancellationToken) =>
        wire.ReadAsync("find run", "", () => runs.FindAsync(id, cancellationToken));

    public Task<Run> UpdateAsync(Run run, CancellationToken cancellationToken) =>
        wire.CompareAsync("update run", run.TaskId, () => runs.UpdateAsync(run, cancellationToken));

    public Task<CursorPage<Run>> ListAsync(
        string tenantId,
        string taskId,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) => wire.ReadAsync("list runs", taskId, () => runs.ListAsync(tenantId, taskId, limit, cursor, cancellationToken));

    public Task<CursorPage<Run>> ListTestsAsync(
        string tenantId,
        string taskId,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) => wire.ReadAsync("list tests", taskId, () => runs.ListTestsAsync(tenantId, taskId, limit, cursor, cancellationToken));

    public Task DeleteAsync(Run run, CancellationToken cancellationToken) =>
        wire.WriteAsync("delete run", run.TaskId, () => runs.DeleteAsync(run, cancellationToken));
}
