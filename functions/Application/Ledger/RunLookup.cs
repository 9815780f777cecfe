using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Ledger;

/// <summary>The lookup of an activity's run.</summary>
internal static class RunLookup
{
    /// <exception cref="InvalidOperationException">The run is not there; its task was deleted under way.</exception>
    public static async Task<Run> RequireAsync(this IRunStore runs, RunRef run, CancellationToken cancellationToken) =>
        RunId.TryParse(run.RunId, out var id) && await runs.FindAsync(id, cancellationToken) is { } found && found.TenantId == run.TenantId
            ? found
            : throw new InvalidOperationException($"Run {run.RunId} does not exist.");
}
