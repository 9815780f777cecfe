using CampaignTasks.Domain;
using CampaignTasks.Domain.Testers;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps testers in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryTesterStore : ITesterStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Tenant, string Id), Tester> _testers = [];

    public Task<Tester> AddAsync(Tester tester, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _testers.TryAdd((tester.TenantId, tester.Id), tester);
            return Task.FromResult(_testers[(tester.TenantId, tester.Id)]);
        }
    }

    public Task<Tester?> FindAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_testers.GetValueOrDefault((tenantId, id)));
        }
    }

    public Task DeleteAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _testers.Remove((tenantId, id));
            return Task.CompletedTask;
        }
    }

    public Task<CursorPage<Tester>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var own = _testers
                .Values.Where(tester => tester.TenantId == tenantId)
                .OrderByDescending(tester => tester.Id, StringComparer.Ordinal);
            return Task.FromResult(
                ListCursor.Page(
                    own,
                    $"testers of {tenantId}",
                    tester => tester.Id,
                    (id, from) => string.CompareOrdinal(id, from) < 0,
                    limit,
                    cursor
                )
            );
        }
    }
}
