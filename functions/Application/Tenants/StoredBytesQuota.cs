using CampaignTasks.Domain;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Tenants;

/// <summary>
/// The quota of stored bytes. What is stored counts as it was sent until the tenant is measured, about once a day, and then as it lies in
/// storage. A tenant that is full is measured again, so that what it deleted counts soon.
/// </summary>
internal sealed class StoredBytesQuota(ITenantCounters counters, TenantQuotaLimits limits, TimeProvider time)
{
    /// <summary>The shortest time between two measurements of a tenant that is full.</summary>
    public static readonly TimeSpan MeasuredFor = TimeSpan.FromMinutes(10);

    /// <summary>Ensures that the tenant may store so many bytes more.</summary>
    /// <exception cref="QuotaExceededException">It has as many as it may.</exception>
    public async Task EnsureRoomAsync(string tenantId, long bytes, CancellationToken cancellationToken)
    {
        var room = await RoomAsync(tenantId, bytes, cancellationToken);
        if (bytes > room.Left)
        {
            throw room.Exceeded();
        }
    }

    /// <summary>Gets how many more bytes the tenant may store, measured again where that is less than it needs.</summary>
    public async Task<ByteRoom> RoomAsync(string tenantId, long needed, CancellationToken cancellationToken)
    {
        var limit = await limits.OfAsync(tenantId, QuotaKind.StoredBytes, cancellationToken);
        var used = await counters.ReadAsync(tenantId, QuotaKind.StoredBytes, cancellationToken);
        if (used + needed > limit)
        {
            await MeasureAsync(tenantId, cancellationToken);
            used = await counters.ReadAsync(tenantId, QuotaKind.StoredBytes, cancellationToken);
        }

        return new ByteRoom(limit, Math.Max(0, limit - used));
    }

    /// <summary>Counts bytes that were stored: no caller can cancel it.</summary>
    public async Task CountAsync(string tenantId, long bytes)
    {
        if (bytes is not 0)
        {
            await counters.AddAsync(tenantId, QuotaKind.StoredBytes, bytes, CancellationToken.None);
        }
    }

    private async Task MeasureAsync(string tenantId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        try
        {
            await counters.MeasureSomeAsync(tenantId, now - MeasuredFor, now, cancellationToken);
        }
        catch (ConcurrencyConflictException)
        {
            // Others count all the time: the next request measures.
        }
    }
}
