using CampaignTasks.Application.Orchestration;
using Microsoft.DurableTask;

namespace CampaignTasks.Application.Imports;

/// <summary><see cref="ImportActivities.ImportPart"/>: a part is stored, then counted. A crash in between stores it again, which changes nothing.</summary>
internal sealed class ImportChunkActivity(ImportChunkProcessor parts, IHostApplicationLifetime lifetime) : TaskActivity<ImportRef, ImportStep>
{
    public override async Task<ImportStep> RunAsync(TaskActivityContext context, ImportRef input) =>
        new(await parts.DoNextAsync(input, lifetime.ApplicationStopping));
}
