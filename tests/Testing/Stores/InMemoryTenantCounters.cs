using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Testing.Stores;

/// <summary>Counters in memory. What there is to count is set by the test. Thread-safe.</summary>
public sealed class InMemoryTenantCounters : ITenantCounters
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string TenantId, QuotaKind Kind), (long Count, DateTimeOffset? CountedAt)> _counters = [];

    /// <summary>What a count of a tenant's contacts finds.</summary>
    public Func<string, Task<long>> Contacts { get; set; } = _ => Task.FromResult(0L);

    /// <summary>What a measurement of a tenant finds.</summary>
    public Func<string, long> Bytes { get; set; } = _ => 0;

    public Task<long> ReadAsync(string tenantId, QuotaKind kind, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_counters.GetValueOrDefault((tenantId, kind)).Count);
        }
    }

    public Task AddAsync(string tenantId, QuotaKind kind, long change, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var before = _counters.GetValueOrDefault((tenantId, kind));
            _counters[(tenantId, kind)] = before with { Count = Math.Max(0, before.Count + change) };
            return Task.CompletedTask;
        }
    }

    public async Task<long> RecountAsync(
        string tenantId,
        QuotaKind kind,
        DateTimeOffset notSince,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(kind, QuotaKind.Contacts);
        var counted = await Contacts(tenantId);
        lock (_lock)
        {
            var before = _counters.GetValueOrDefault((tenantId, kind));
            if (before.CountedAt >= notSince)
            {
                return 0;
            }

            _counters[(tenantId, kind)] = (counted, now);
            return counted - before.Count;
        }
    }

    public Task<bool> MeasureSomeAsync(string tenantId, DateTimeOffset notSince, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!(_counters.GetValueOrDefault((tenantId, QuotaKind.StoredBytes)).CountedAt >= notSince))
            {
                _counters[(tenantId, QuotaKind.StoredBytes)] = (Bytes(tenantId), now);
            }

            return Task.FromResult(true);
        }
    }
}
