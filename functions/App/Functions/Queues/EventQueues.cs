using CampaignTasks.Storage.Queues;
using Microsoft.Extensions.Options;

namespace CampaignTasks.App.Functions.Queues;

/// <summary>The queues that functions read, and their poison queues.</summary>
internal sealed class EventQueues(QueueServiceClient service, IOptions<AppOptions> options)
{
    /// <summary>The same suffix as the Functions host's.</summary>
    private const string PoisonSuffix = "-poison";

    // Event Grid writes base64, people may write text: whoever reads it takes both.
    public QueueClient Of(Function.Queue function) => service.GetQueueClient(function.Source.Of(options.Value), QueueMessageEncoding.None);

    public QueueClient PoisonOf(Function.Queue function) => service.GetQueueClient(function.Source.Of(options.Value) + PoisonSuffix, QueueMessageEncoding.None);

    /// <summary>Creates what is missing.</summary>
    public async Task EnsureAsync(Function.Queue function, CancellationToken cancellationToken)
    {
        await Of(function).CreateIfNotExistsAsync(cancellationToken);
        await PoisonOf(function).CreateIfNotExistsAsync(cancellationToken);
    }
}
