using System.Text.Json;
using Azure;
using CampaignTasks.Application.Webhooks;
using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Api.Functions;

/// <summary>The queue of deliveries that are due, in Queue Storage. Thread-safe.</summary>
internal sealed class WebhookQueue(EventQueues queues) : IWebhookQueue
{
    // It stays until it is handled.
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    private static readonly QueueFunction Function = FunctionCatalog.Queues.Single(row => row.Name is nameof(WebhookDeliveries));

    public async Task EnqueueAsync(WebhookWork work, TimeSpan pause, CancellationToken cancellationToken)
    {
        // In base64, as the Functions host reads it.
        var text = Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(work, WebhookJson.Default.WebhookWork));
        var queue = queues.Of(Function);
        try
        {
            await queue.SendMessageAsync(text, pause, Forever, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 404)
        {
            await queues.EnsureAsync(Function, cancellationToken);
            await queue.SendMessageAsync(text, pause, Forever, cancellationToken);
        }
    }
}
