using System.Diagnostics;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CampaignTasks.Storage.Connection;

/// <summary>
/// A policy that reports each try of each request. Azure.Core's own spans are off: they would begin a trace for every read of an empty
/// queue.
/// </summary>
/// <param name="service">Which service is asked.</param>
internal sealed class TelemetryPolicy(string service) : HttpPipelinePolicy
{
    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        Telemetry.IsHeard ? WatchAsync(message, pipeline) : ProcessNextAsync(message, pipeline);

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Storage is asked asynchronously.");

    private async ValueTask WatchAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        using var span = Telemetry.StartRequest(message.Request.Method.Method, service, message.Request.Uri.Host ?? "");
        var began = TimeProvider.System.GetTimestamp();
        int? status = null;
        try
        {
            await ProcessNextAsync(message, pipeline);
            status = message.Response.Status;
            span?.SetTag("http.response.status_code", status);
        }
        finally
        {
            // A refusal is not an error here: the caller knows what it means.
            if (status is null or >= 500)
            {
                span?.SetStatus(ActivityStatusCode.Error);
            }

            Telemetry.RequestEnded(service, status, TimeProvider.System.GetElapsedTime(began));
        }
    }
}
