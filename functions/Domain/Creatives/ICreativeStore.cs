namespace CampaignTasks.Domain.Creatives;

/// <summary>A store of saved creatives: the newest version of each.</summary>
public interface ICreativeStore
{
    /// <summary>Stores a new creative.</summary>
    /// <exception cref="ConcurrencyConflictException">There is one with this id already.</exception>
    Task<SavedCreative> AddAsync(SavedCreative creative, CancellationToken cancellationToken);

    /// <summary>Finds the creative; null when the tenant has none with this id.</summary>
    Task<SavedCreative?> FindAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>Replaces the creative if it still has the version it was read with.</summary>
    /// <exception cref="ConcurrencyConflictException">Somebody changed or deleted it in between.</exception>
    Task<SavedCreative> UpdateAsync(SavedCreative creative, CancellationToken cancellationToken);

    /// <summary>Deletes the creative if it still has the version it was read with; one that is gone is not an error.</summary>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it in between.</exception>
    Task DeleteAsync(SavedCreative creative, CancellationToken cancellationToken);

    /// <summary>Lists a tenant's creatives, newest first.</summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> does not belong to this list.</exception>
    Task<CursorPage<SavedCreative>> ListAsync(
        string tenantId,
        CreativeFilter filter,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    );
}
