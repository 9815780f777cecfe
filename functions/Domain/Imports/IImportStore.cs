namespace CampaignTasks.Domain.Imports;

/// <summary>A store of imports, and of the chunks of their files until they are completed.</summary>
public interface IImportStore
{
    /// <summary>Stores a new import.</summary>
    /// <exception cref="ConcurrencyConflictException">There is one with this id already.</exception>
    Task<ImportJob> AddAsync(ImportJob job, CancellationToken cancellationToken);

    /// <summary>Finds the import; null when the tenant has none with this id.</summary>
    Task<ImportJob?> FindAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>Replaces the import if it still has the version it was read with.</summary>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it in between.</exception>
    Task<ImportJob> UpdateAsync(ImportJob job, CancellationToken cancellationToken);

    /// <summary>A tenant's imports, newest first.</summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> is not one of this list's.</exception>
    Task<CursorPage<ImportJob>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>Stores a part, of at most about 500,000 characters.</summary>
    Task WritePartAsync(string tenantId, string id, int part, IReadOnlyList<ImportRecord> records, CancellationToken cancellationToken);

    /// <summary>The records of a part; empty when it is gone.</summary>
    Task<IReadOnlyList<ImportRecord>> ReadPartAsync(string tenantId, string id, int part, CancellationToken cancellationToken);

    /// <summary>Deletes parts from a number on until one is not there.</summary>
    Task DeletePartsAsync(string tenantId, string id, int from, CancellationToken cancellationToken);
}
