using System.Collections.Concurrent;
using System.Globalization;
using CampaignTasks.Application.Configuration;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Api.Access;

/// <summary>
/// The counts of requests per tenant and minute in this process. Thread-safe; memory is bounded by the tenants of one minute.
/// </summary>
internal sealed class RequestRates(TimeProvider time, IOptions<AppOptions> options)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Counter> _counters = new(StringComparer.Ordinal);

    private long _window;

    /// <summary>Counts a request and writes the RateLimit headers. Returns the delay when the tenant is over its limit.</summary>
    public TimeSpan? Count(string tenantId, HttpResponse response)
    {
        var now = time.GetUtcNow();
        var window = now.UtcTicks / Window.Ticks;
        if (Interlocked.Exchange(ref _window, window) != window)
        {
            _counters.Clear();
        }

        var limit = options.Value.RequestsPerMinute;
        var used = _counters.GetOrAdd(tenantId, static _ => new Counter()).Increment();
        var reset = TimeSpan.FromTicks(((window + 1) * Window.Ticks) - now.UtcTicks);
        response.Headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"tenant\";q={limit};w={Window.TotalSeconds}");
        response.Headers["RateLimit"] = string.Create(
            CultureInfo.InvariantCulture,
            $"\"tenant\";r={Math.Max(0, limit - used)};t={Math.Ceiling(reset.TotalSeconds)}"
        );
        return used > limit ? reset : null;
    }

    private sealed class Counter
    {
        private int _count;

        public int Increment() => Interlocked.Increment(ref _count);
    }
}
