using CampaignTasks.Domain.Runs;
using Microsoft.DurableTask;

namespace CampaignTasks.Domain.Imports;

/// <summary>Names an import.</summary>
public sealed record ImportRef(string TenantId, string ImportId)
{
    /// <summary>The id of the import's one orchestration.</summary>
    public string InstanceId => $"import-{TenantId}-{ImportId}";
}

/// <summary>Whether an import has more parts.</summary>
public sealed record ImportStep(bool IsDone);

/// <summary>The activities of imports. The names are stored in histories: never rename one.</summary>
public static class ImportActivities
{
    /// <summary><see cref="ImportRef"/> → <see cref="ImportStep"/>: carries out the next part that is not done; the import remembers which.</summary>
    public const string ImportPart = "ImportPart";
}

/// <summary>One per import: part after part.</summary>
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
