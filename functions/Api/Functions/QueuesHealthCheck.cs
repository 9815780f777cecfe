using Azure;
using Azure.Storage.Queues;
using CampaignTasks.Api.Health;

namespace CampaignTasks.Api.Functions;

/// <summary>The health of queues: degraded while messages wait on a poison queue.</summary>
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
                throw new DegradedException($"{count} messages wait on {poison.Name}: find out why, then delete or resend them.");
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
