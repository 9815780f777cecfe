using CampaignTasks.Application.Erasures;
using CampaignTasks.Application.Imports;
using CampaignTasks.Application.Telemetry;

namespace CampaignTasks.Application.Maintenance;

/// <summary>
/// The reconciliation of all live tasks, imports and erasures at start: changes stored just before a crash without a notification take
/// effect now.
/// </summary>
internal sealed class ReconciliationAtStart(
    Reconciler reconciler,
    ImportReconciler imports,
    ErasureReconciler erasures,
    TimeProvider time,
    ILogger<ReconciliationAtStart> logger
) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await TryReconcileAsync(stoppingToken))
        {
            await Task.Delay(Again, time, stoppingToken);
        }
    }

    private async Task<bool> TryReconcileAsync(CancellationToken cancellationToken)
    {
        try
        {
            await reconciler.NotifyAsync(DateTimeOffset.MinValue, cancellationToken);
            await imports.StartAllAsync(cancellationToken);
            await erasures.StartAllAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.NotReconciled(e);
            return false;
        }
    }
}
