using CampaignTasks.Application.Orchestration;
using Microsoft.DurableTask;

namespace CampaignTasks.Application.Imports;

/// <summary>
/// The activity <see cref="ImportActivities.ImportPart"/>. It stores a part, then counts it; after a crash in between it stores the part
/// again, which changes nothing.
/// </summary>
internal sealed class ImportChunkActivity(ImportChunkProcessor processor, IHostApplicationLifetime lifetime)
    : TaskActivity<ImportRef, ImportStep>
{
    public override async Task<ImportStep> RunAsync(TaskActivityContext context, ImportRef input) =>
        new(await processor.ProcessNextAsync(input, lifetime.ApplicationStopping));
}
