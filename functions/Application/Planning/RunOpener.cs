using CampaignTasks.Application.Audiences;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Planning;

/// <summary>
/// The opening of a task's runs: those it carries out, and, for the record, those that passed. Every step can be repeated.
/// </summary>
internal sealed class RunOpener(IRunStore runs, IAccountStore accounts, AudienceSources audiences, TimeProvider time)
{
    /// <summary>Opens the run of an occurrence if it is not there yet.</summary>
    public async Task<Run> OpenAsync(CampaignTask task, DateTimeOffset occurrence, CancellationToken cancellationToken)
    {
        var isPaced = await IsPacedAsync(task, cancellationToken);
        var list = await audiences.CountAsync(task.TenantId, task.Plan.Audience, cancellationToken);
        var run = NewRun(task, occurrence) with { Lanes = LaneAllocation.Lanes(list?.Size, task.Plan.Accounts.Count, isPaced) };
        return await runs.OpenAsync(run, cancellationToken);
    }

    /// <summary>Records the occurrences that passed without a run among the task's runs.</summary>
    public async Task RecordPassedAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        foreach (var passed in task.Passed)
        {
            var run = NewRun(task, passed.At) with { Status = passed.Status, CompletedAt = time.GetUtcNow(), EndReason = passed.Reason };
            await runs.OpenAsync(run, cancellationToken);
        }
    }

    private Run NewRun(CampaignTask task, DateTimeOffset occurrence) =>
        new()
        {
            TenantId = task.TenantId,
            TaskId = task.Id,
            Id = RunId.From(task.TenantId, task.Id, occurrence),
            Occurrence = occurrence,
            PlanVersion = task.PlanVersion,
            Lanes = 1,
            PageCapacity = LedgerPage.Capacity,
            StartedAt = time.GetUtcNow(),
        };

    private async Task<bool> IsPacedAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        if (task.Plan.Pacing.IsLimited)
        {
            return true;
        }

        foreach (var id in task.Plan.Accounts)
        {
            if (await accounts.FindAsync(task.TenantId, id, cancellationToken) is { Pacing.IsLimited: true })
            {
                return true;
            }
        }

        return false;
    }
}
