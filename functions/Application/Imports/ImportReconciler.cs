using CampaignTasks.Application.Functions;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Imports;

/// <summary>The timer that starts imports stored just before a crash and not started yet.</summary>
internal sealed class ImportReconciler(ITenantStore tenants, IImportStore store, IImportRunner runner) : ITimerFunction
{
    // An import runs for minutes: those still running are among the newest.
    private const int Newest = 50;

    /// <inheritdoc/>
    public Task RunAsync(TimerTick tick, CancellationToken cancellationToken) => StartAllAsync(cancellationToken);

    /// <summary>Starts every import with the status running; those that run already continue.</summary>
    public async Task StartAllAsync(CancellationToken cancellationToken)
    {
        await foreach (var tenant in tenants.AllAsync(cancellationToken))
        {
            foreach (
                var job in (await store.ListAsync(tenant.Id, Newest, cursor: null, cancellationToken)).Items.Where(job =>
                    job.Status is ImportStatus.Running
                )
            )
            {
                await runner.StartAsync(job, cancellationToken);
            }
        }
    }
}
