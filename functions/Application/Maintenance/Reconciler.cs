using CampaignTasks.Application.Automations;
using CampaignTasks.Application.Functions;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Sending;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Maintenance;

/// <summary>
/// The timer that makes live tasks, and those with tests in progress, read their state again, so that a stored change without a
/// notification takes effect. It starts an orchestration only where there is none.
/// </summary>
internal sealed class Reconciler(
    ITenantStore tenants,
    ITaskStore tasks,
    ITaskNotifier notifier,
    AutomationReconciler automations,
    SenderLimiter limiter,
    ILogger<Reconciler> logger
) : ITimerFunction
{
    /// <summary>The period of changes that a tick covers; longer than from one tick to the next, so that none is missed.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(30);

    private static readonly TaskFilter Live = new([
        CampaignTaskStatus.Testing,
        CampaignTaskStatus.Scheduled,
        CampaignTaskStatus.Running,
        CampaignTaskStatus.Paused,
    ]);

    /// <summary>Notifies the tasks that changed lately, or all live ones when ticks were missed.</summary>
    public Task RunAsync(TimerTick tick, CancellationToken cancellationToken) =>
        NotifyAsync(tick.IsPastDue ? DateTimeOffset.MinValue : tick.ScheduledAt - Recent, cancellationToken);

    /// <summary>Notifies every live task that changed at or after <paramref name="since"/>.</summary>
    public async Task NotifyAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var notified = 0;
        await foreach (var tenant in tenants.AllAsync(cancellationToken))
        {
            string? cursor = null;
            do
            {
                var page = await tasks.ListAsync(tenant.Id, Live, limit: 200, cursor, cancellationToken);
                foreach (var task in page.Items.Where(task => task.UpdatedAt >= since && !IsIdle(task) && !IsQueued(task)))
                {
                    notified += await TryNotifyAsync(task, cancellationToken) ? 1 : 0;
                }

                cursor = page.Next;
            } while (cursor is not null);

            notified += await automations.NotifyAsync(tenant.Id, cancellationToken);
        }

        logger.Reconciled(notified);
    }

    private static bool IsIdle(CampaignTask task) => task is { Status: CampaignTaskStatus.Testing, OpenTests.Count: 0 };

    // It reads its state when it gets a sender; a thousand tasks at once would delay others.
    private bool IsQueued(CampaignTask task) => limiter.IsWaiting(task.TenantId, new TaskRef(task.TenantId, task.Id).InstanceId);

    private async Task<bool> TryNotifyAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        try
        {
            await notifier.ChangedAsync(task, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.SignalFailed(e, task.Id);
            return false;
        }
    }
}
