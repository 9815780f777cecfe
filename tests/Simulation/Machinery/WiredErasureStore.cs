using CampaignTasks.Domain;
using CampaignTasks.Domain.Erasures;

namespace CampaignTasks.Simulation.Machinery;

/// <summary>Erasures, over the wire.</summary>
internal sealed class WiredErasureStore(IErasureStore store, StorageWire wire) : IErasureStore
{
    public Task<Erasure> AddAsync(Erasure erasure, CancellationToken cancellationToken) =>
        wire.WriteAsync("add erasure", erasure.Id, () => store.AddAsync(erasure, cancellationToken));

    public Task<Erasure?> FindAsync(string tenantId, string id, CancellationToken cancellationToken) =>
        wire.ReadAsync("find erasure", id, () => store.FindAsync(tenantId, id, cancellationToken));

    public Task<Erasure> UpdateAsync(Erasure erasure, CancellationToken cancellationToken) =>
        wire.CompareAsync("update erasure", erasure.Id, () => store.UpdateAsync(erasure, cancellationToken));

    public Task<CursorPage<Erasure>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken) =>
        wire.ReadAsync("list erasures", tenantId, () => store.ListAsync(tenantId, limit, cursor, cancellationToken));

    public Task<IReadOnlyList<Erasure>> ListOpenAsync(string tenantId, int limit, CancellationToken cancellationToken) =>
        wire.ReadAsync("list open erasures", tenantId, () => store.ListOpenAsync(tenantId, limit, cancellationToken));
}
