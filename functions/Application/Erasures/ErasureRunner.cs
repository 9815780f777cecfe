using CampaignTasks.Application.Orchestration;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.Application.Erasures;

/// <summary>A starter of erasure scans as orchestrations, which resume after a crash.</summary>
internal sealed class ErasureRunner(DurableTaskClient client) : IErasureRunner
{
    public async Task StartAsync(string tenantId, CancellationToken cancellationToken)
    {
        var scan = new ErasureScan(tenantId);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(ErasureOrchestrator),
                scan,
                Starting.Once(scan.InstanceId),
                cancellationToken
            );
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // It checks for more before it ends. If it is just ending, the reconciler starts the next.
        }
    }
}
