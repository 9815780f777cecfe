using System.Collections.Concurrent;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Planning;

/// <summary>
/// The counts of processes that end while they plan a run, so that an audience that ends every process is not planned for ever. An attempt
/// that fails and leaves its process alive does not count. Thread-safe.
/// </summary>
internal sealed class PlanningAttempts(IRunStore runs)
{
    // Attempts of this process that failed without being able to store that they did.
    private readonly ConcurrentDictionary<RunId, bool> _unrecorded = new();

    /// <summary>Records another attempt at planning that was begun before and not ended.</summary>
    /// <returns>The run as stored; null when so many processes ended that it is not tried again until somebody asks for it.</returns>
    /// <exception cref="Domain.ConcurrencyConflictException">The run was changed meanwhile.</exception>
    public async Task<Run?> NextAsync(Run run, CancellationToken cancellationToken)
    {
        if (_unrecorded.TryRemove(run.Id, out _))
        {
            return run;
        }

        var isTooOften = run.PlanningAttempts >= Run.MostPlanningAttempts;
        var counted = await runs.UpdateAsync(run with { PlanningAttempts = isTooOften ? 0 : run.PlanningAttempts + 1 }, cancellationToken);
        return isTooOften ? null : counted;
    }

    /// <summary>Takes back the attempt of a process that lives on. Never throws.</summary>
    public async Task TakeBackAsync(RunRef run)
    {
        if (!RunId.TryParse(run.RunId, out var id))
        {
            return;
        }

        try
        {
            await ConflictRetry.RetryAsync(async () =>
            {
                if (await runs.FindAsync(id, CancellationToken.None) is { PlanningSince: not null, PlanningAttempts: > 0 } stored)
                {
                    await runs.UpdateAsync(stored with { PlanningAttempts = stored.PlanningAttempts - 1 }, CancellationToken.None);
                }
            });
        }
        catch (Exception)
        {
            // Storage failed: this process remembers it instead.
            _unrecorded[id] = true;
        }
    }
}
