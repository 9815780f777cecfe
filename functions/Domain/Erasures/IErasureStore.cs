namespace CampaignTasks.Domain.Erasures;

/// <summary>A store of erasures, open and completed.</summary>
public interface IErasureStore
{
    /// <summary>Stores a new erasure.</summary>
    /// <exception cref="ConcurrencyConflictException">The id is taken.</exception>
    Task<Erasure> AddAsync(Erasure erasure, CancellationToken cancellationToken);

    /// <summary>Finds the erasure; null when the tenant has none with this id.</summary>
    Task<Erasure?> FindAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>Replaces the erasure if it still has the version it was read with.</summary>
    /// <exception cref="ConcurrencyConflictException">It was changed in between.</exception>
    Task<Erasure> UpdateAsync(Erasure erasure, CancellationToken cancellationToken);

    /// <summary>Lists a tenant's erasures, newest first.</summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> does not belong to this list.</exception>
    Task<CursorPage<Erasure>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>
    /// Lists a tenant's open erasures, oldest first. The cost grows with their number, not with the number of completed ones.
    /// </summary>
    Task<IReadOnlyList<Erasure>> ListOpenAsync(string tenantId, int limit, CancellationToken cancellationToken);
}
