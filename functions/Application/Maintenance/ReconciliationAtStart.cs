using CampaignTasks.Application.Erasures;
using CampaignTasks.Application.Imports;
using CampaignTasks.Application.Telemetry;

namespace CampaignTasks.Application.Maintenance;

/// <summary>At start, tells every live task to look at its state, and sets imports and erasures going: what was stored just before a crash but not yet signalled takes effect now.</summary>
internal sealed class ReconciliationAtStart(
    Reconciler reconciler, ImportReconciler imports, ErasureReconciler erasures, TimeProvider time, ILogger<ReconciliationAtStart> logger) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

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
            await reconciler.TellAsync(DateTimeOffset.MinValue, cancellationToken);
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
