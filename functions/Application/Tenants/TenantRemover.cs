using CampaignTasks.Application.Orchestration;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.Application.Tenants;

/// <summary>A starter of removals as orchestrations, which resume after a crash.</summary>
internal sealed class TenantRemover(DurableTaskClient client) : ITenantRemover
{
    public async Task StartAsync(string tenantId, CancellationToken cancellationToken)
    {
        var removal = new TenantRemoval(tenantId);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(TenantRemovalOrchestrator),
                removal,
                Starting.Once(removal.InstanceId),
                cancellationToken
            );
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // It continues by itself.
        }
    }
}
