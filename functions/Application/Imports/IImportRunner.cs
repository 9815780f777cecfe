using CampaignTasks.Domain.Imports;

namespace CampaignTasks.Application.Imports;

/// <summary>Sets imports going.</summary>
internal interface IImportRunner
{
    /// <summary>Starts the import's orchestration; one that is there already goes on.</summary>
    Task StartAsync(ImportJob job, CancellationToken cancellationToken);
}
