namespace CampaignTasks.Domain.Testers;

/// <summary>A store of testers.</summary>
public interface ITesterStore
{
    /// <summary>Stores a new tester. The same one again, after a lost answer, changes nothing.</summary>
    /// <returns>The tester as stored: the first of two with the same id.</returns>
    Task<Tester> AddAsync(Tester tester, CancellationToken cancellationToken);

    /// <summary>Finds a tester; null when the tenant has none with this id.</summary>
    Task<Tester?> FindAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>Deletes a tester; one that is gone is not an error.</summary>
    Task DeleteAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>Lists a tenant's testers, newest first.</summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> does not belong to this list.</exception>
    Task<CursorPage<Tester>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken);
}
