using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using CampaignTasks.Api.Telemetry;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Domain.Outbound;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Api.Access;

/// <summary>
/// The limit of wrong keys from one client address and minute in this process. Beyond it no key is looked up for that address; keys that
/// were right a moment ago still work, since many clients may share an address. Thread-safe.
/// </summary>
internal sealed class FailedAuthentications : IDisposable
{
    private const string ForwardedFor = "X-Forwarded-For";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _failures;
    private readonly PartitionedRateLimiter<string> _lines;
    private readonly ILogger<FailedAuthentications> _logger;

    public FailedAuthentications(IOptions<AppOptions> options, ILogger<FailedAuthentications> logger)
    {
        _failures = PerWindow(options.Value.FailedAuthenticationsPerMinute);
        _lines = PerWindow(1);
        _logger = logger;
    }

    /// <summary>Returns how long the client has to wait before another key is looked up; null when it need not.</summary>
    public TimeSpan? WaitOf(HttpContext context)
    {
        using var lease = _failures.AttemptAcquire(AddressOf(context), permitCount: 0);
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait
            : Window;
    }

    /// <summary>Counts a wrong key. The first of an address and minute is logged, without the key.</summary>
    public void Count(HttpContext context)
    {
        var address = AddressOf(context);
        _failures.AttemptAcquire(address).Dispose();
        using var line = _lines.AttemptAcquire(address);
        if (line.IsAcquired)
        {
            _logger.AuthenticationFailed(address);
        }
    }

    public void Dispose()
    {
        _failures.Dispose();
        _lines.Dispose();
    }

    /// <summary>
    /// Returns the address of the client: the connection's, or where a proxy of the own network makes it, the nearest public address that
    /// the proxies name. A caller can put only farther ones in front of that. Of IPv6 it is the network, which one client has for itself.
    /// </summary>
    public static string AddressOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.Loopback;
        if (AddressScopes.Of(address) is not AddressScope.Public)
        {
            address = Forwarded(context) ?? address;
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily is AddressFamily.InterNetworkV6
            ? $"{new IPAddress([.. address.GetAddressBytes()[..8], .. new byte[8]])}/64"
            : address.ToString();
    }

    private static IPAddress? Forwarded(HttpContext context) =>
        context
            .Request.Headers[ForwardedFor]
            .SelectMany(header => (header ?? "").Split(','))
            .Reverse()
            .Select(static text => IPEndPoint.TryParse(text.Trim(), out var end) ? end.Address : null)
            .FirstOrDefault(static address => address is not null && AddressScopes.Of(address) is AddressScope.Public);

    private static PartitionedRateLimiter<string> PerWindow(int permits) =>
        PartitionedRateLimiter.Create<string, string>(address =>
            RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = permits,
                Window = Window,
            })
        );
}
