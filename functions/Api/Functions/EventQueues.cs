using Azure.Storage.Queues;
using CampaignTasks.Application.Configuration;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Api.Functions;

/// <summary>The queues that functions read, and their poison queues.</summary>
internal sealed class EventQueues(QueueServiceClient service, IOptions<AppOptions> options)
{
    /// <summary>The suffix of poison queues, the same as the Functions host's.</summary>
    private const string PoisonSuffix = "-poison";

    // Event Grid writes base64, people may write text: the reader accepts both.
    public QueueClient Of(QueueFunction function) => service.GetQueueClient(function.Queue(options.Value));

    public QueueClient PoisonOf(QueueFunction function) => service.GetQueueClient(function.Queue(options.Value) + PoisonSuffix);

    /// <summary>Creates a function's queue and poison queue where they do not exist.</summary>
    public async Task EnsureAsync(QueueFunction function, CancellationToken cancellationToken)
    {
        await Of(function).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        await PoisonOf(function).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
    }
}
