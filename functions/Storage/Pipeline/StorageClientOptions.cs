using Azure.Core;
using Azure.Core.Pipeline;

namespace CampaignTasks.Storage.Pipeline;

/// <summary>
/// What all storage clients share. Retries are exponential and bounded: 4 after the first try, 0.2 s doubling to at most 10 s, each try
/// given 30 s, so that a service that stalls for seconds is survived. Only 408, 429, 500, 502, 503, 504 and broken connections are
/// retried, and <c>Retry-After</c> is honoured; 409 and 412 always reach the caller. The transport can be replaced, and policies added
/// with <see cref="ClientOptions.AddPolicy"/>, per call or per retry.
/// </summary>
public abstract class StorageClientOptions : ClientOptions
{
    // One pool for the process. Idle connections are dropped before the emulator's 5 s keep-alive ends: a request on a connection the
    // server is closing would fail in doubt.
    private static readonly HttpPipelineTransport Shared = NewTransport();

    /// <summary>Sets the defaults described on the type.</summary>
    protected StorageClientOptions()
    {
        Transport = Shared;
        Retry.Mode = RetryMode.Exponential;
        Retry.MaxRetries = 4;
        Retry.Delay = TimeSpan.FromMilliseconds(200);
        Retry.MaxDelay = TimeSpan.FromSeconds(10);
        Retry.NetworkTimeout = TimeSpan.FromSeconds(30);
        Diagnostics.IsLoggingContentEnabled = false;
        Diagnostics.ApplicationId = "CampaignTasks";
        Diagnostics.IsDistributedTracingEnabled = false;
    }

    /// <summary>The clock that dates signatures. Default: the system's.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>The service's name in telemetry.</summary>
    internal static string Service => "table";

    private static HttpClientTransport NewTransport() => new(new HttpClient(new SocketsHttpHandler
    {
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(3),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        AllowAutoRedirect = false,
        UseCookies = false,
        // No span of .NET's own: the pipeline tells of each request.
        ActivityHeadersPropagator = null,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    });
}
