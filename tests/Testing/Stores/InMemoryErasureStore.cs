using System.Globalization;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Erasures;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps erasures in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryErasureStore : IErasureStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, string Id), Erasure> _erasures = [];
    private long _version;

    public Task<Erasure> AddAsync(Erasure erasure, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _erasures.ContainsKey((erasure.TenantId, erasure.Id))
                ? throw new ConcurrencyConflictException($"Erasure {erasure.Id}")
                : Task.FromResult(Save(erasure));
        }
    }

    public Task<Erasure?> FindAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_erasures.GetValueOrDefault((tenantId, id)));
        }
    }

    public Task<Erasure> UpdateAsync(Erasure erasure, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _erasures.GetValueOrDefault((erasure.TenantId, erasure.Id)) is { } stored && stored.ETag == erasure.ETag
                ? Task.FromResult(Save(erasure))
                : throw new ConcurrencyConflictException($"Erasure {erasure.Id}");
        }
    }

    public Task<CursorPage<Erasure>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var own = Of(tenantId).OrderByDescending(erasure => erasure.Id, StringComparer.Ordinal);
            return Task.FromResult(
                ListCursor.Page(
                    own,
                    $"erasures of {tenantId}",
                    one => one.Id,
                    (id, from) => string.CompareOrdinal(id, from) < 0,
                    limit,
                    cursor
                )
            );
        }
    }

    public Task<IReadOnlyList<Erasure>> ListOpenAsync(string tenantId, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<Erasure>>([
                .. Of(tenantId)
                    .Where(erasure => erasure.CompletedAt is null)
                    .OrderBy(erasure => erasure.Id, StringComparer.Ordinal)
                    .Take(limit),
            ]);
        }
    }

    private IEnumerable<Erasure> Of(string tenantId) => _erasures.Values.Where(erasure => erasure.TenantId == tenantId);

    private Erasure Save(Erasure erasure) =>
        _erasures[(erasure.TenantId, erasure.Id)] = erasure with { ETag = (++_version).ToString(CultureInfo.InvariantCulture) };
}
