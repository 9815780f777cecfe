using CampaignTasks.Durable;

namespace CampaignTasks.App.Runs;

/// <summary>Deletes histories of finished orchestrations once nobody will ask for them; tasks, runs and messages are kept elsewhere.</summary>
internal sealed class HistoryPurge(DurableTaskClient client, TimeProvider time, ILogger<HistoryPurge> logger) : BackgroundService
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private static readonly OrchestrationRuntimeStatus[] Finished =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var old = new PurgeInstancesFilter(CreatedTo: time.GetUtcNow() - Kept, Statuses: Finished);
                var purged = await client.PurgeAllInstancesAsync(old, stoppingToken);
                logger.HistoriesPurged(purged.PurgedInstanceCount);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Storage is away: the next hour does it.
                logger.PurgeFailed(e);
            }
        }
    }
}
