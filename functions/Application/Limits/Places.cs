using System.Threading.RateLimiting;
using CampaignTasks.Domain;

namespace CampaignTasks.Application.Limits;

/// <summary>
/// The places that one kind of work has in this process, of which one tenant has a share. A place is given back by disposing of it.
/// Thread-safe.
/// </summary>
/// <param name="what">The work, in the plural, as a refusal names it.</param>
/// <param name="most">The places of all tenants.</param>
/// <param name="mostOfTenant">The places of one tenant.</param>
internal sealed class Places(string what, int most, int mostOfTenant) : IDisposable
{
    // What would come behind so many would wait in vain.
    private const int WaitingForAPlace = 16;

    private readonly PartitionedRateLimiter<string> _tenants = PartitionedRateLimiter.Create<string, string>(tenant =>
        RateLimitPartition.GetConcurrencyLimiter(tenant, _ => Options(mostOfTenant))
    );

    private readonly ConcurrencyLimiter _all = new(Options(most));

    /// <summary>Gets the number of places that are taken.</summary>
    public int Taken => most - (int)_all.GetStatistics()!.CurrentAvailablePermits;

    /// <summary>Takes a place that is free now.</summary>
    /// <exception cref="CapacityExceededException">None is.</exception>
    public IDisposable Take(string tenantId)
    {
        var own = _tenants.AttemptAcquire(tenantId);
        return own.IsAcquired ? Both(own, _all.AttemptAcquire()) : throw TenantRefused();
    }

    /// <summary>Waits for a place, first for the tenant's own.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="longest">The longest wait.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="CapacityExceededException">There was none in time, or too many wait.</exception>
    public async Task<IDisposable> TakeAsync(string tenantId, TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        var own = _tenants.AttemptAcquire(tenantId);
        if (own.IsAcquired && _all.AttemptAcquire() is { IsAcquired: true } free)
        {
            return new Place(own, free);
        }

        using var wait = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(wait.Token, cancellationToken);
        try
        {
            own = own.IsAcquired ? own : await _tenants.AcquireAsync(tenantId, 1, either.Token);
            return own.IsAcquired ? Both(own, await _all.AcquireAsync(1, either.Token)) : throw TenantRefused();
        }
        catch (OperationCanceledException)
        {
            own.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw own.IsAcquired ? Refused() : TenantRefused();
        }
    }

    public void Dispose()
    {
        _tenants.Dispose();
        _all.Dispose();
    }

    private static ConcurrencyLimiterOptions Options(int places) =>
        new() { PermitLimit = places, QueueLimit = Math.Max(places, WaitingForAPlace) };

    private Place Both(RateLimitLease own, RateLimitLease ofAll)
    {
        if (ofAll.IsAcquired)
        {
            return new Place(own, ofAll);
        }

        own.Dispose();
        throw Refused();
    }

    private CapacityExceededException TenantRefused() =>
        new($"This tenant has {mostOfTenant} {what} under way, as many as it may: wait for answers before sending more.", isTenants: true);

    private CapacityExceededException Refused() =>
        new($"This server has {most} {what} under way, as many as it carries out at once. Send it again in a moment.");

    private sealed class Place(RateLimitLease own, RateLimitLease ofAll) : IDisposable
    {
        public void Dispose()
        {
            ofAll.Dispose();
            own.Dispose();
        }
    }
}
