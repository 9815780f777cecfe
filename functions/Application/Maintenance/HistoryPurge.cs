using CampaignTasks.Application.Functions;
using CampaignTasks.Application.Telemetry;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.Application.Maintenance;

/// <summary>
/// The timer that deletes the histories of orchestrations created over a week ago and finished; tasks, runs and messages stay.
/// </summary>
internal sealed class HistoryPurge(DurableTaskClient client, TimeProvider time, ILogger<HistoryPurge> logger) : ITimerFunction
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private static readonly OrchestrationRuntimeStatus[] Finished =
    [
        OrchestrationRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated,
    ];

    public async Task RunAsync(TimerTick tick, CancellationToken cancellationToken)
    {
        var old = new PurgeInstancesFilter(CreatedTo: time.GetUtcNow() - Kept, Statuses: Finished);
        var purged = await client.PurgeAllInstancesAsync(old, cancellationToken);
        logger.HistoriesPurged(purged.PurgedInstanceCount);
    }
}
