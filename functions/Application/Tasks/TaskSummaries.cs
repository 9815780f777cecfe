using System.Collections.Concurrent;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Tasks;

/// <summary>
/// The counts of the messages of tasks and runs. Totals of ended runs change only by receipts, so they are kept for a moment.
/// </summary>
internal sealed class TaskSummaries(IRunStore runs, ILedger ledger, TimeProvider time)
{
    /// <summary>Receipts that another process recorded may be this late.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(10);

    private const int MaxKept = 10_000;

    private const int RunsAtOnce = 200;

    private const int TasksAtOnce = 8;

    private readonly ConcurrentDictionary<RunId, (MessageCounts Counts, DateTimeOffset Until)> _ended = new();

    /// <summary>A task's totals over all its runs.</summary>
    public async Task<SummaryView> OfAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        var (count, counts) = (0, default(MessageCounts));
        if (task.CurrentRun is null)
        {
            // Nothing ever began.
            return SummaryView.From(count, counts);
        }

        string? cursor = null;
        do
        {
            var page = await runs.ListAsync(task.TenantId, task.Id, RunsAtOnce, cursor, cancellationToken);
            foreach (var run in page.Items)
            {
                counts += await CountAsync(run, cancellationToken);
                count++;
            }

            cursor = page.Next;
        } while (cursor is not null);
        return SummaryView.From(count, counts);
    }

    /// <summary>The totals of many tasks, in their order.</summary>
    public async Task<IReadOnlyList<SummaryView>> OfAsync(IReadOnlyList<CampaignTask> tasks, CancellationToken cancellationToken)
    {
        var views = new SummaryView[tasks.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = TasksAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, tasks.Count, options, async (i, token) => views[i] = await OfAsync(tasks[i], token));
        return views;
    }

    /// <summary>A run's totals.</summary>
    public async ValueTask<MessageCounts> CountAsync(Run run, CancellationToken cancellationToken)
    {
        if (run.CompletedAt is null)
        {
            return await ledger.CountAsync(run, cancellationToken);
        }

        var now = time.GetUtcNow();
        if (_ended.TryGetValue(run.Id, out var kept) && kept.Until > now)
        {
            return kept.Counts;
        }

        var counts = await ledger.CountAsync(run, cancellationToken);
        if (_ended.Count >= MaxKept)
        {
            _ended.Clear();
        }

        _ended[run.Id] = (counts, now + KeptFor);
        return counts;
    }

    /// <summary>Forgets a run's totals, because receipts came.</summary>
    public void Forget(RunId run) => _ended.TryRemove(run, out _);
}
