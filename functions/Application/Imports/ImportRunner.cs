using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Imports;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.Application.Imports;

/// <summary>A starter of imports as orchestrations, which resume after a crash.</summary>
internal sealed class ImportRunner(DurableTaskClient client) : IImportRunner
{
    public async Task StartAsync(ImportJob job, CancellationToken cancellationToken)
    {
        var import = new ImportRef(job.TenantId, job.Id);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(ImportOrchestrator),
                import,
                Starting.Once(import.InstanceId),
                cancellationToken
            );
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // It continues by itself.
        }
    }
}
