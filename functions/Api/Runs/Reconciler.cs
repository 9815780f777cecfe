using CampaignTasks.Api.Functions.Timers;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Runs;

/// <summary>
/// Tells live tasks to look at their state, so that what was stored but not signalled takes effect. Starts an orchestration only where there
/// is none.
/// </summary>
internal sealed class Reconciler(ITenantStore tenants, ITaskStore tasks, ITaskSignals signals, SenderSeats seats, ILogger<Reconciler> logger) : ITimerFunction
{
    /// <summary>How far back a tick looks for changes; longer than from one tick to the next, so that none is left out.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(30);

    private static readonly TaskFilter Live = new([CampaignTaskStatus.Scheduled, CampaignTaskStatus.Running, CampaignTaskStatus.Paused]);

    /// <summary>Tells what changed lately, or everyone when ticks were missed.</summary>
    public Task RunAsync(TimerTick tick, CancellationToken cancellationToken) =>
        TellAsync(tick.IsPastDue ? DateTimeOffset.MinValue : tick.ScheduledAt - Recent, cancellationToken);

    /// <summary>Tells every live task that changed at or after <paramref name="since"/>.</summary>
    public async Task TellAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var told = 0;
        await foreach (var tenant in tenants.AllAsync(cancellationToken))
        {
            string? cursor = null;
            do
            {
                var page = await tasks.ListAsync(tenant.Id, Live, limit: 200, cursor, cancellationToken);
                foreach (var task in page.Items.Where(task => task.UpdatedAt >= since && !IsInLine(task)))
                {
                    told += await TryTellAsync(task, cancellationToken) ? 1 : 0;
                }

                cursor = page.Next;
            }
            while (cursor is not null);
        }

        logger.Reconciled(told);
    }

    // It looks when its turn comes; a thousand that looked at once would be in others' way.
    private bool IsInLine(CampaignTask task) => seats.IsWaiting(task.TenantId, new TaskRef(task.TenantId, task.Id).InstanceId);

    private async Task<bool> TryTellAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        try
        {
            await signals.ChangedAsync(task, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.SignalFailed(e, task.Id);
            return false;
        }
    }
}
