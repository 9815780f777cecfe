using CampaignTasks.Api.Runs;
using CampaignTasks.Domain.Imports;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.Api.Imports;

/// <summary>Sets imports going.</summary>
internal interface IImportRunner
{
    /// <summary>Starts the import's orchestration; one that is there already goes on.</summary>
    Task StartAsync(ImportJob job, CancellationToken cancellationToken);
}

/// <summary>Imports are orchestrations: they go on after a crash.</summary>
internal sealed class ImportRunner(DurableTaskClient client) : IImportRunner
{
    public async Task StartAsync(ImportJob job, CancellationToken cancellationToken)
    {
        var import = new ImportRef(job.TenantId, job.Id);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(ImportOrchestrator), import, Starting.Once(import.InstanceId), cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // It goes on by itself.
        }
    }
}
