using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Sending;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.SingleMessages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Erasures;

/// <summary>
/// One step of a scan through tasks, then automations, then single messages, their runs and lanes, newest first. Runs opened meanwhile
/// cannot contain the erased people.
/// </summary>
internal sealed class LedgerErasureScan(
    ITaskStore tasks,
    IAutomationStore automations,
    SendingTasks sending,
    IRunStore runs,
    ILedger ledger,
    LedgerEraser eraser,
    ErasedPeople people,
    ErasureScan scan
)
{
    // Some seconds of reading: a crash repeats no more than that.
    private const int MaxReads = 200;

    // The clocks of processes differ by less than this.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private ErasurePosition _position = scan.Place ?? new ErasurePosition();
    private int _runsLeft = scan.RunsLeft;
    private int _reads;

    public async Task<ErasureStep> ContinueAsync(CancellationToken cancellationToken)
    {
        while (_reads++ < MaxReads)
        {
            var (id, next) = await NextOwnerAsync(cancellationToken);
            if (id is not null)
            {
                _position = _position.TaskId == id ? _position : At(_position.TaskCursor) with { TaskId = id };
                if (!await TryFinishAsync(id, cancellationToken))
                {
                    break;
                }
            }

            if (next is null && _position.IsInSingles)
            {
                return new(scan with { Place = null, RunsLeft = _runsLeft }, IsThrough: true);
            }

            _position =
                next is not null ? At(next)
                : _position.IsInAutomations ? new ErasurePosition { IsInSingles = true }
                : new ErasurePosition { IsInAutomations = true };
        }

        return new(scan with { Place = _position, RunsLeft = _runsLeft }, IsThrough: false);
    }

    /// <returns>The owner of runs at the position, null when there is none; and the cursor of the next one.</returns>
    private async Task<(string? Id, string? Next)> NextOwnerAsync(CancellationToken cancellationToken)
    {
        if (_position.IsInSingles)
        {
            return (SingleBatch.Owner, null);
        }

        if (_position.IsInAutomations)
        {
            var some = await automations.ListAsync(scan.TenantId, status: null, limit: 1, _position.TaskCursor, cancellationToken);
            return (some.Items is [var automation] ? automation.Id : null, some.Next);
        }

        var listed = await tasks.ListAsync(scan.TenantId, new TaskFilter(), limit: 1, _position.TaskCursor, cancellationToken);
        return (listed.Items is [var task] ? task.Id : null, listed.Next);
    }

    private ErasurePosition At(string? cursor) =>
        new(cursor) { IsInAutomations = _position.IsInAutomations, IsInSingles = _position.IsInSingles };

    /// <returns>False when the step is at its end before the task or automation is.</returns>
    private async Task<bool> TryFinishAsync(string owner, CancellationToken cancellationToken)
    {
        while (_reads++ < MaxReads)
        {
            var listed = await runs.ListAsync(scan.TenantId, owner, limit: 1, _position.RunCursor, cancellationToken);
            if (listed.Items is [var run])
            {
                var id = run.Id.ToString();
                _position =
                    _position.RunId == id
                        ? _position
                        : At(_position.TaskCursor) with
                        {
                            TaskId = owner,
                            RunCursor = _position.RunCursor,
                            RunId = id,
                        };
                if (await sending.FindAsync(run, cancellationToken) is { } task && !await TryFinishAsync(task, run, cancellationToken))
                {
                    return false;
                }

                _runsLeft += _position.IsLeft ? 1 : 0;
            }

            if (listed.Next is null)
            {
                return true;
            }

            _position = At(_position.TaskCursor) with { TaskId = owner, RunCursor = listed.Next };
        }

        return false;
    }

    /// <returns>False when the step is at its end before the run is.</returns>
    private async Task<bool> TryFinishAsync(CampaignTask task, Run run, CancellationToken cancellationToken)
    {
        var recipients = people.In(run, task.Plan.Channel);
        if (recipients.IsEmpty || run.CompletedAt < scan.Before - Skew)
        {
            return true;
        }

        if (recipients.IsKnownToPlanner && _position is { Lane: 0, Page: 0 })
        {
            // Its snapshot is still being written to pages: they are scanned when it is planned.
            _position = _position with { IsLeft = true };
            return true;
        }

        for (var lane = _position.Lane; lane < run.Lanes; lane++)
        {
            await foreach (var page in ledger.ReadPagesAsync(run, lane, _position.Page, openOnly: false, cancellationToken))
            {
                var isLeft = await eraser.EraseAsync(task, run, page, recipients, cancellationToken);
                _position = _position with { Lane = lane, Page = page.Number + 1, IsLeft = _position.IsLeft || isLeft };
                if (_reads++ >= MaxReads)
                {
                    return false;
                }
            }

            _position = _position with { Lane = lane + 1, Page = 0 };
        }

        return true;
    }
}
