using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace CampaignTasks.Storage.Connection;

/// <summary>
/// The clients of an account, all with the same options. Retries are exponential and bounded: 4 after the first try, 0.2 s
/// doubling to at most 10 s, each try limited to 30 s, so that a service that stalls for seconds does no harm; a refusal such as 409 or 412
/// reaches the caller at once. A missing response is a <see cref="Azure.RequestFailedException"/> of status 0. Clients are thread-safe:
/// create one of each kind and keep it.
/// </summary>
public static class StorageClients
{
    // One pool for the process. Idle connections are dropped before the emulator's 5 s keep-alive ends: a request on a connection the
    // server is closing would fail with an unknown result.
    private static readonly HttpClientTransport Transport = new(
        new HttpClient(
            new SocketsHttpHandler
            {
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(3),
                PooledConnectionLifetime = TimeSpan.FromMinutes(10),
                AllowAutoRedirect = false,
                UseCookies = false,
                // No spans of .NET's own: the pipeline reports each request.
                ActivityHeadersPropagator = null,
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        }
    );

    /// <summary>Creates the client of the account's tables.</summary>
    /// <param name="account">The account.</param>
    /// <param name="configure">Changes the options last, for example to add a policy or replace the transport; may be null.</param>
    public static TableServiceClient NewTables(this StorageAccount account, Action<ClientOptions>? configure = null)
    {
        var options = Configured(new TableClientOptions(), "table", configure);
        return account.Identity is { } identity ? new(account.TableEndpoint, identity, options) : new(account.ConnectionString, options);
    }

    /// <summary>Creates the client of the account's queues. Messages are stored as given, not in base64.</summary>
    /// <inheritdoc cref="NewTables" path="/param"/>
    public static QueueServiceClient NewQueues(this StorageAccount account, Action<ClientOptions>? configure = null)
    {
        // A version that older emulators understand, too: nothing newer is needed.
        var options = Configured(new QueueClientOptions(QueueClientOptions.ServiceVersion.V2021_12_02), "queue", configure);
        return account.Identity is { } identity ? new(account.QueueEndpoint, identity, options) : new(account.ConnectionString, options);
    }

    /// <summary>Creates the client of the account's blobs.</summary>
    /// <inheritdoc cref="NewTables" path="/param"/>
    public static BlobServiceClient NewBlobs(this StorageAccount account, Action<ClientOptions>? configure = null)
    {
        var options = Configured(new BlobClientOptions(BlobClientOptions.ServiceVersion.V2021_12_02), "blob", configure);
        return account.Identity is { } identity ? new(account.BlobEndpoint, identity, options) : new(account.ConnectionString, options);
    }

    private static TOptions Configured<TOptions>(TOptions options, string service, Action<ClientOptions>? configure)
        where TOptions : ClientOptions
    {
        options.Transport = Transport;
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 4;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(10);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(30);
        options.Diagnostics.ApplicationId = "CampaignTasks";
        // The SDK's spans would begin a trace for every read of an empty queue; TelemetryPolicy reports requests instead.
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.AddPolicy(new NoAnswerPolicy(), HttpPipelinePosition.PerCall);
        options.AddPolicy(new TelemetryPolicy(service), HttpPipelinePosition.PerRetry);
        configure?.Invoke(options);
        return options;
    }
}
