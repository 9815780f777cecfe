using CampaignTasks.Application.Orchestration;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.Application.Erasures;

/// <summary>The walk is an orchestration: it goes on after a crash.</summary>
internal sealed class ErasureRunner(DurableTaskClient client) : IErasureRunner
{
    public async Task StartAsync(string tenantId, CancellationToken cancellationToken)
    {
        var walk = new ErasureScan(tenantId);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(ErasureOrchestrator), walk, Starting.Once(walk.InstanceId), cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // It looks for more before it ends. Should it be ending this moment, the reconciliation starts the next.
        }
    }
}
