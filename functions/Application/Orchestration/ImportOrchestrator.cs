using Microsoft.DurableTask;

namespace CampaignTasks.Application.Orchestration;

/// <summary>The orchestration of an import: chunk after chunk.</summary>
public sealed class ImportOrchestrator : TaskOrchestrator<ImportRef, string>
{
    private const int StepsPerHistory = 100;

    /// <summary>Carries the import out to its end.</summary>
    public override async Task<string> RunAsync(TaskOrchestrationContext context, ImportRef input)
    {
        for (var step = 0; step < StepsPerHistory; step++)
        {
            if ((await context.CallActivityAsync<ImportStep>(ImportActivities.ImportPart, input, RunRetries.Activity)).IsDone)
            {
                return "done";
            }
        }

        context.ContinueAsNew(input, preserveUnprocessedEvents: true);
        return "continued";
    }
}
