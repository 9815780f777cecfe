using Azure;
using Azure.Storage.Queues;
using CampaignTasks.Api.Health;

namespace CampaignTasks.Api.Functions;

/// <summary>The queues: degraded while messages that were given up wait for somebody to look at them.</summary>
internal sealed class QueuesHealthCheck(EventQueues queues) : IHealthCheck
{
    public string Name => "queues";

    /// <exception cref="DegradedException">A poison queue is not empty.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        foreach (var function in FunctionCatalog.Queues)
        {
            var poison = queues.PoisonOf(function);
            if (await CountAsync(poison, cancellationToken) is > 0 and var count)
            {
                throw new DegradedException($"{count} messages wait on {poison.Name}.");
            }
        }
    }

    private static async Task<int> CountAsync(QueueClient queue, CancellationToken cancellationToken)
    {
        try
        {
            return (await queue.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount;
        }
        catch (RequestFailedException e) when (e.Status is 404)
        {
            return 0;
        }
    }
}
