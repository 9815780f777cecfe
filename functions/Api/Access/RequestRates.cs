using System.Collections.Concurrent;
using System.Globalization;
using CampaignTasks.Application.Configuration;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Api.Access;

/// <summary>
/// The counts of requests per tenant and minute in this process, and of contacts' requests per contact: nobody's page uses up its tenant's.
/// Thread-safe; memory is bounded by the tenants and contacts of one minute.
/// </summary>
internal sealed class RequestRates(TimeProvider time, IOptions<AppOptions> options)
{
    /// <summary>The most requests of a contact: several pages that ask every few seconds.</summary>
    public const int OfAContact = 120;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Counter> _counters = new(StringComparer.Ordinal);

    private long _window;

    /// <summary>Counts a request and writes the RateLimit headers. Returns the delay when the tenant is over its limit.</summary>
    public TimeSpan? Count(Caller caller, HttpResponse response)
    {
        var now = time.GetUtcNow();
        var window = now.UtcTicks / Window.Ticks;
        if (Interlocked.Exchange(ref _window, window) != window)
        {
            _counters.Clear();
        }

        var (who, of, limit) = caller.ContactId is { } contact
            ? ("contact", $"{caller.TenantId}|{contact}", OfAContact)
            : ("tenant", caller.TenantId, options.Value.RequestsPerMinute);
        var used = _counters.GetOrAdd(of, static _ => new Counter()).Increment();
        var reset = TimeSpan.FromTicks(((window + 1) * Window.Ticks) - now.UtcTicks);
        response.Headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"{who}\";q={limit};w={Window.TotalSeconds}");
        response.Headers["RateLimit"] = string.Create(
            CultureInfo.InvariantCulture,
            $"\"{who}\";r={Math.Max(0, limit - used)};t={Math.Ceiling(reset.TotalSeconds)}"
        );
        return used > limit ? reset : null;
    }

    private sealed class Counter
    {
        private int _count;

        public int Increment() => Interlocked.Increment(ref _count);
    }
}
