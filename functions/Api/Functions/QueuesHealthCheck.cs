using Azure;
using Azure.Storage.Queues;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CampaignTasks.Api.Functions;

/// <summary>The health of the queues: degraded while messages wait on a poison queue.</summary>
internal sealed class QueuesHealthCheck(EventQueues queues) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        foreach (var function in FunctionCatalog.Queues)
        {
            var poison = queues.PoisonOf(function);
            if (await CountAsync(poison, cancellationToken) is > 0 and var count)
            {
                return HealthCheckResult.Degraded($"{count} messages wait on {poison.Name}.");
            }
        }

        return HealthCheckResult.Healthy();
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
