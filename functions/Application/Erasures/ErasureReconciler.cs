using CampaignTasks.Application.Functions;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Erasures;

/// <summary>The timer that starts erasures, and removals of tenants, that were stored just before a crash and not started yet.</summary>
internal sealed class ErasureReconciler(ITenantStore tenants, IErasureStore store, IErasureRunner runner, ITenantRemover remover)
    : ITimerFunction
{
    /// <inheritdoc/>
    public Task RunAsync(TimerTick tick, CancellationToken cancellationToken) => StartAllAsync(cancellationToken);

    /// <summary>Starts the scan of every tenant with open erasures, and every removal; running ones continue.</summary>
    public async Task StartAllAsync(CancellationToken cancellationToken)
    {
        await foreach (var tenant in tenants.AllAsync(cancellationToken))
        {
            if (tenant.Status is TenantStatus.Deleting)
            {
                await remover.StartAsync(tenant.Id, cancellationToken);
            }
            else if ((await store.ListOpenAsync(tenant.Id, limit: 1, cancellationToken)).Count > 0)
            {
                await runner.StartAsync(tenant.Id, cancellationToken);
            }
        }
    }
}
