using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CampaignTasks.Storage.Pipeline;

/// <summary>One service's pipeline: signs, sends, retries, and turns what went wrong into a <see cref="RequestFailedException"/>.</summary>
internal sealed class StoragePipeline(HttpPipeline pipeline, string version)
{
    private const string Scope = "https://storage.azure.com/.default";

    public static StoragePipeline ForTables(StorageAccount account, StorageClientOptions options) =>
        Build(account, options, "2019-02-02", key => new SharedKeyLitePolicy(account.Name, key, options.Time));

    public static StoragePipeline ForQueuesAndBlobs(StorageAccount account, StorageClientOptions options) =>
        Build(account, options, "2021-12-02", key => new SharedKeyPolicy(account.Name, key, options.Time));

    public HttpMessage NewMessage(RequestMethod method, string uri)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(uri));
        message.Request.Headers.Add("x-ms-version", version);
        return message;
    }

    /// <summary>Sends, retrying as the options say. The answer may still be an error status.</summary>
    /// <exception cref="RequestFailedException">No answer came; Status is 0, and whether the service acted is unknown.</exception>
    public async ValueTask<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await pipeline.SendAsync(message, cancellationToken);
            return message.Response;
        }
        catch (Exception e) when (IsNoAnswer(e) && !cancellationToken.IsCancellationRequested)
        {
            throw StorageFailure.NoAnswer(message, e);
        }
    }

    /// <summary>Sends, and throws unless the status is a success.</summary>
    public async ValueTask<Response> SendOrThrowAsync(HttpMessage message, CancellationToken cancellationToken)
    {
        var response = await SendAsync(message, cancellationToken);
        return response.Status is >= 200 and < 300 ? response : throw StorageFailure.Of(message);
    }

    // Several failed tries arrive as an AggregateException, one as its bare cause, a try that timed out as a cancellation.
    private static bool IsNoAnswer(Exception e) =>
        e is AggregateException or IOException or OperationCanceledException || e is RequestFailedException { Status: 0 };

    private static StoragePipeline Build(
        StorageAccount account, StorageClientOptions options, string version, Func<ReadOnlyMemory<byte>, HttpPipelinePolicy> sign)
    {
        var watch = new TelemetryPolicy(StorageClientOptions.Service);
        (HttpPipelinePolicy[] perCall, HttpPipelinePolicy[] perRetry) = account.Credential switch
        {
            StorageCredential.SharedKey shared => (Array.Empty<HttpPipelinePolicy>(), new[] { sign(shared.Key), watch }),
            StorageCredential.Sas sas => ([new SasPolicy(sas.Token)], [watch]),
            StorageCredential.Identity identity => ([], [new BearerTokenAuthenticationPolicy(identity.Credential, Scope), watch]),
            var unknown => throw new NotSupportedException($"No way to authenticate with {unknown}."),
        };
        return new(HttpPipelineBuilder.Build(options, perCall, perRetry, responseClassifier: null), version);
    }
}
