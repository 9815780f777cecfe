namespace CampaignTasks.Api.Functions;

/// <summary>The creation of the queues that a Functions host reads. It retries until it succeeds.</summary>
internal sealed class QueuePreparation(EventQueues queues, TimeProvider time, ILogger<QueuePreparation> logger) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var function in FunctionCatalog.Queues)
        {
            while (!await TryAsync(function, stoppingToken))
            {
                await Task.Delay(Again, time, stoppingToken);
            }
        }
    }

    private async Task<bool> TryAsync(QueueFunction function, CancellationToken cancellationToken)
    {
        try
        {
            await queues.EnsureAsync(function, cancellationToken);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.QueueUnreachable(e, function.Name);
            return false;
        }
    }
}
