using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.App.Runs;

/// <summary>
/// At start, tells every live task to look at its state: what was stored just before a crash but not yet signalled takes effect now. Starts
/// an orchestration only where there is none.
/// </summary>
internal sealed class Reconciler(ITenantStore tenants, ITaskStore tasks, ITaskSignals signals, TimeProvider time, ILogger<Reconciler> logger)
    : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    private static readonly TaskFilter Live = new([CampaignTaskStatus.Scheduled, CampaignTaskStatus.Running, CampaignTaskStatus.Paused]);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await TryTellAllAsync(stoppingToken))
        {
            await Task.Delay(Again, time, stoppingToken);
        }
    }

    private async Task<bool> TryTellAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            logger.Reconciled(await TellAllAsync(cancellationToken));
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.NotReconciled(e);
            return false;
        }
    }

    private async Task<int> TellAllAsync(CancellationToken cancellationToken)
    {
        var told = 0;
        await foreach (var tenant in tenants.AllAsync(cancellationToken))
        {
            string? cursor = null;
            do
            {
                var page = await tasks.ListAsync(tenant.Id, Live, limit: 200, cursor, cancellationToken);
                foreach (var task in page.Items)
                {
                    told += await TryTellAsync(task, cancellationToken) ? 1 : 0;
                }

                cursor = page.Next;
            }
            while (cursor is not null);
        }

        return told;
    }

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
