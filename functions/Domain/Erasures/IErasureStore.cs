namespace CampaignTasks.Domain.Erasures;

/// <summary>Keeps erasures: those to be carried out, and that others were.</summary>
public interface IErasureStore
{
    /// <summary>Stores a new erasure.</summary>
    /// <exception cref="ConcurrencyConflictException">There is one with this id already.</exception>
    Task<Erasure> AddAsync(Erasure erasure, CancellationToken cancellationToken);

    /// <summary>The erasure, or null when the tenant has none with this id.</summary>
    Task<Erasure?> FindAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>Replaces the erasure if it still has the version it was read with.</summary>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it in between.</exception>
    Task<Erasure> UpdateAsync(Erasure erasure, CancellationToken cancellationToken);

    /// <summary>A tenant's erasures, newest first.</summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> is not one of this list's.</exception>
    Task<CursorPage<Erasure>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>
    /// A tenant's erasures that are not done, oldest first. It costs as much as there are of them, however many were done before.
    /// </summary>
    Task<IReadOnlyList<Erasure>> ListOpenAsync(string tenantId, int limit, CancellationToken cancellationToken);
}
