using CampaignTasks.Api.Runs;
using CampaignTasks.Domain.Erasures;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.Api.Erasures;

/// <summary>Sets erasures going.</summary>
internal interface IErasureRunner
{
    /// <summary>Starts the tenant's walk; one that is under way goes on, and begins another when it is through.</summary>
    Task StartAsync(string tenantId, CancellationToken cancellationToken);
}

/// <summary>The walk is an orchestration: it goes on after a crash.</summary>
internal sealed class ErasureRunner(DurableTaskClient client) : IErasureRunner
{
    public async Task StartAsync(string tenantId, CancellationToken cancellationToken)
    {
        var walk = new ErasureWalk(tenantId);
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
