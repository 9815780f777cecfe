using CampaignTasks.Domain.Imports;

namespace CampaignTasks.Application.Imports;

/// <summary>A starter of imports.</summary>
internal interface IImportRunner
{
    /// <summary>Starts the import's orchestration; an existing one continues.</summary>
    Task StartAsync(ImportJob job, CancellationToken cancellationToken);
}
