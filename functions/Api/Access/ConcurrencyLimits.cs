using System.Threading.RateLimiting;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Configuration;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Api.Access;

/// <summary>
/// The limits of requests in progress in this process: of all, of uploads, and of one key. A request beyond a limit is refused at once, not
/// queued. Thread-safe.
/// </summary>
internal sealed class ConcurrencyLimits : IDisposable
{
    // One busy key leaves three quarters to the others; uploads last as long as their senders like.
    private const int SharesOfAKey = 4;

    private const int SharesOfUploads = 10;

    private readonly PartitionedRateLimiter<HttpContext> _requests;
    private readonly PartitionedRateLimiter<HttpContext> _uploads;
    private readonly PartitionedRateLimiter<HttpContext> _keys;
    private readonly int _most;

    public ConcurrencyLimits(IOptions<AppOptions> options)
    {
        _most = options.Value.RequestsAtOnce;
        var mostOfAKey = Math.Max(1, _most / SharesOfAKey);
        _requests = AtMost(_most, static _ => "all");
        _uploads = AtMost(Math.Max(1, _most / SharesOfUploads), static context =>
            context.GetEndpoint()?.Metadata.GetMetadata<WithoutRequestTimeout>() is null ? null : "uploads"
        );
        _keys = AtMost(mostOfAKey, static context => context.Features.Get<Caller>()?.KeyId);
        OfProcess = Limit(PartitionedRateLimiter.CreateChained(_requests, _uploads), Problems.AtCapacity());
        OfKey = Limit(_keys, Problems.TooManyAtOnce(mostOfAKey));
    }

    /// <summary>The limits of the process, for the rate limiter in front of authentication: beyond them the answer is 503.</summary>
    public RateLimiterOptions OfProcess { get; }

    /// <summary>The limit of the caller's key, for the rate limiter behind authorization: beyond it the answer is 429.</summary>
    public RateLimiterOptions OfKey { get; }

    /// <summary>The number of requests in progress.</summary>
    public long InProgress => _most - _requests.GetStatistics(new DefaultHttpContext())?.CurrentAvailablePermits ?? 0;

    public void Dispose()
    {
        _requests.Dispose();
        _uploads.Dispose();
        _keys.Dispose();
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
