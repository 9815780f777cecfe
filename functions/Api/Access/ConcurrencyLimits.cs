using System.Threading.RateLimiting;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Configuration;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Api.Access;

/// <summary>
/// The limits of requests in progress in this process: of all, and of one tenant. A request beyond a limit is refused at once, not queued.
/// Thread-safe.
/// </summary>
internal sealed class ConcurrencyLimits : IDisposable
{
    // One busy tenant leaves three quarters to the others.
    private const int SharesOfATenant = 4;

    // Those without a key, and those whose bodies are still arriving, are admitted beside those that are carried out.
    private const int Arriving = 2;

    private readonly PartitionedRateLimiter<HttpContext> _admitted;
    private readonly PartitionedRateLimiter<HttpContext> _carriedOut;
    private readonly PartitionedRateLimiter<HttpContext> _tenants;
    private readonly int _most;

    public ConcurrencyLimits(IOptions<AppOptions> options)
    {
        _most = options.Value.RequestsAtOnce;
        var mostOfATenant = Math.Max(1, _most / SharesOfATenant);
        _admitted = AtMost(_most * Arriving, static _ => "all");
        _carriedOut = AtMost(_most, static _ => "all");
        _tenants = AtMost(mostOfATenant, static context => context.Features.Get<Caller>()?.TenantId);
        OfAdmitted = Limit(_admitted, Problems.AtCapacity());
        OfProcess = Limit(_carriedOut, Problems.AtCapacity());
        OfTenant = Limit(_tenants, Problems.TooManyAtOnce(mostOfATenant));
    }

    /// <summary>The limit of all that has arrived, for the rate limiter in front of authentication: beyond it the answer is 503.</summary>
    public RateLimiterOptions OfAdmitted { get; }

    /// <summary>The limit of what is carried out, for the rate limiter behind the bodies: beyond it the answer is 503.</summary>
    public RateLimiterOptions OfProcess { get; }

    /// <summary>The limit of the caller's tenant, for the rate limiter in front of that: beyond it the answer is 429.</summary>
    public RateLimiterOptions OfTenant { get; }

    /// <summary>The number of requests that have arrived and are not answered.</summary>
    public long InProgress => (_most * Arriving) - _admitted.GetStatistics(new DefaultHttpContext())?.CurrentAvailablePermits ?? 0;

    public void Dispose()
    {
        _admitted.Dispose();
        _carriedOut.Dispose();
        _tenants.Dispose();
    }

    private static PartitionedRateLimiter<HttpContext> AtMost(int most, Func<HttpContext, string?> partition) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context =>
            partition(context) is { } key
                ? RateLimitPartition.GetConcurrencyLimiter(key, _ => new ConcurrencyLimiterOptions { PermitLimit = most })
                : RateLimitPartition.GetNoLimiter("")
        );

    private static RateLimiterOptions Limit(PartitionedRateLimiter<HttpContext> limiter, Problem refusal) =>
        new() { GlobalLimiter = limiter, OnRejected = (rejected, _) => new ValueTask(refusal.ExecuteAsync(rejected.HttpContext)) };
}
