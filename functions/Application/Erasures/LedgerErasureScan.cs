using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Erasures;

/// <summary>One step of a walk: task by task, run by run, lane by lane, from the newest to the oldest. What is opened meanwhile knows nobody of them.</summary>
internal sealed class LedgerErasureScan(ITaskStore tasks, IRunStore runs, ILedger ledger, LedgerEraser eraser, ErasedPeople people, ErasureScan walk)
{
    // Some seconds of reading: a crash repeats no more.
    private const int MaxLooks = 200;

    // Clocks of processes differ by less.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private ErasurePosition _place = walk.Place ?? new ErasurePosition();
    private int _runsLeft = walk.RunsLeft;
    private int _looks;

    public async Task<ErasureStep> GoOnAsync(CancellationToken cancellationToken)
    {
        while (_looks++ < MaxLooks)
        {
            var listed = await tasks.ListAsync(walk.TenantId, new TaskFilter(), limit: 1, _place.TaskCursor, cancellationToken);
            if (listed.Items is [var task])
            {
                _place = _place.TaskId == task.Id ? _place : new ErasurePosition(_place.TaskCursor, task.Id);
                if (!await IsThroughAsync(task, cancellationToken))
                {
                    break;
                }
            }

            if (listed.Next is null)
            {
                return new(walk with { Place = null, RunsLeft = _runsLeft }, IsThrough: true);
            }

            _place = new ErasurePosition(listed.Next);
        }

        return new(walk with { Place = _place, RunsLeft = _runsLeft }, IsThrough: false);
    }

    /// <returns>False when the step is at its end before the task is.</returns>
    private async Task<bool> IsThroughAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        while (_looks++ < MaxLooks)
        {
            var listed = await runs.ListAsync(walk.TenantId, task.Id, limit: 1, _place.RunCursor, cancellationToken);
            if (listed.Items is [var run])
            {
                var id = run.Id.ToString();
                _place = _place.RunId == id ? _place : new ErasurePosition(_place.TaskCursor, task.Id, _place.RunCursor, id);
                if (!await IsThroughAsync(task, run, cancellationToken))
                {
                    return false;
                }

                _runsLeft += _place.IsLeft ? 1 : 0;
            }

            if (listed.Next is null)
            {
                return true;
            }

            _place = new ErasurePosition(_place.TaskCursor, task.Id, listed.Next);
        }

        return false;
    }

    /// <returns>False when the step is at its end before the run is.</returns>
    private async Task<bool> IsThroughAsync(CampaignTask task, Run run, CancellationToken cancellationToken)
    {
        var recipients = people.In(run, task.Plan.Channel);
        if (recipients.IsEmpty || run.CompletedAt < walk.Before - Skew)
        {
            return true;
        }

        if (recipients.IsKnownToPlanner && _place is { Lane: 0, Page: 0 })
        {
            // What it has frozen comes into the pages only now: they are looked at when it is done.
            _place = _place with { IsLeft = true };
            return true;
        }

        for (var lane = _place.Lane; lane < run.Lanes; lane++)
        {
            await foreach (var page in ledger.ReadPagesAsync(run, lane, _place.Page, openOnly: false, cancellationToken))
            {
                var isLeft = await eraser.EraseAsync(task, run, page, recipients, cancellationToken);
                _place = _place with { Lane = lane, Page = page.Number + 1, IsLeft = _place.IsLeft || isLeft };
                if (_looks++ >= MaxLooks)
                {
                    return false;
                }
            }

            _place = _place with { Lane = lane + 1, Page = 0 };
        }

        return true;
    }
}
