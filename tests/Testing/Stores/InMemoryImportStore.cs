using System.Globalization;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Imports;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps imports in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryImportStore : IImportStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, string Id), ImportJob> _jobs = [];
    private readonly Dictionary<(string Tenant, string Id, int Part), ImportRecord[]> _parts = [];
    private long _version;

    /// <summary>Parts kept at the moment.</summary>
    public int Parts
    {
        get
        {
            lock (_gate)
            {
                return _parts.Count;
            }
        }
    }

    public Task<ImportJob> AddAsync(ImportJob job, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _jobs.ContainsKey((job.TenantId, job.Id))
                ? throw new ConcurrencyConflictException($"Import {job.Id}")
                : Task.FromResult(Save(job));
        }
    }

    public Task<ImportJob?> FindAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_jobs.GetValueOrDefault((tenantId, id)));
        }
    }

    public Task<ImportJob> UpdateAsync(ImportJob job, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _jobs.GetValueOrDefault((job.TenantId, job.Id)) is { } stored && stored.ETag == job.ETag
                ? Task.FromResult(Save(job))
                : throw new ConcurrencyConflictException($"Import {job.Id}");
        }
    }

    public Task<CursorPage<ImportJob>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var own = _jobs.Values.Where(job => job.TenantId == tenantId).OrderByDescending(job => job.Id, StringComparer.Ordinal);
            return Task.FromResult(
                ListCursor.Page(
                    own,
                    $"imports of {tenantId}",
                    job => job.Id,
                    (id, from) => string.CompareOrdinal(id, from) < 0,
                    limit,
                    cursor
                )
            );
        }
    }

    public Task WritePartAsync(
        string tenantId,
        string id,
        int part,
        IReadOnlyList<ImportRecord> records,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            _parts[(tenantId, id, part)] = [.. records];
            return Task.CompletedTask;
        }
    }

    public Task<IReadOnlyList<ImportRecord>> ReadPartAsync(string tenantId, string id, int part, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<ImportRecord>>(_parts.GetValueOrDefault((tenantId, id, part), []));
        }
    }

    public Task DeletePartsAsync(string tenantId, string id, int from, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            while (_parts.Remove((tenantId, id, from)))
            {
                from++;
            }

            return Task.CompletedTask;
        }
    }

    private ImportJob Save(ImportJob job) =>
        _jobs[(job.TenantId, job.Id)] = job with { ETag = (++_version).ToString(CultureInfo.InvariantCulture) };
}
