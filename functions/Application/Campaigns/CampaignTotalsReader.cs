using System.Collections.Concurrent;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain.Campaigns;
using CampaignTasks.Domain.Conversions;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Unsubscribes;

namespace CampaignTasks.Application.Campaigns;

/// <summary>A reader of campaigns' results, from those of their tasks.</summary>
internal sealed class CampaignTotalsReader(
    ITaskStore tasks,
    IRunStore runs,
    TaskSummaries summaries,
    IConversionStore conversions,
    IUnsubscribeStore unsubscribes
)
{
    private const int AtOnce = 200;
    private const int TasksAtOnce = 8;

    /// <summary>Reads the results as they are now.</summary>
    public async Task<CampaignTotals> ReadAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        List<CampaignTotals.OfTask> all = [];
        Days days = new();
        string? cursor = null;
        do
        {
            var filter = new TaskFilter(Campaign: campaign.Name);
            var page = await tasks.ListAsync(campaign.TenantId, filter, AtOnce, cursor, cancellationToken);
            var led = await conversions.TotalsAsync(campaign.TenantId, [.. page.Items.Select(task => task.Id)], cancellationToken);
            var results = new CampaignTotals.OfTask[page.Items.Count];
            var options = new ParallelOptions { MaxDegreeOfParallelism = TasksAtOnce, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, results.Length, options, async (i, token) =>
                results[i] = await ReadAsync(page.Items[i], led[i], days, token)
            );
            all.AddRange(results);
            cursor = page.Next;
        } while (cursor is not null);
        return new CampaignTotals(all, days.ToList());
    }

    private async Task<CampaignTotals.OfTask> ReadAsync(
        CampaignTask task,
        ConversionTotals led,
        Days days,
        CancellationToken cancellationToken
    )
    {
        var (count, counts, left) = (0, default(MessageCounts), 0);
        var cursor = (string?)null;
        do
        {
            // Nothing ever began without a run.
            if (task.CurrentRun is null)
            {
                break;
            }

            var page = await runs.ListAsync(task.TenantId, task.Id, AtOnce, cursor, cancellationToken);
            foreach (var run in page.Items)
            {
                var ofRun = await summaries.CountAsync(run, cancellationToken);
                (count, counts) = (count + 1, counts + ofRun);
                days.Add(DayOf(run.StartedAt), ofRun);
            }

            cursor = page.Next;
        } while (cursor is not null);
        await foreach (var unsubscribe in unsubscribes.ReadAsync(task.TenantId, task.Id, cancellationToken))
        {
            left++;
            days.Add(DayOf(unsubscribe.At), unsubscribed: 1);
        }

        foreach (var (day, ofDay) in led.ByDay ?? new Dictionary<DateOnly, ConversionTotals>())
        {
            days.Add(day, conversions: ofDay);
        }

        return new CampaignTotals.OfTask(task, count, counts, led, left);
    }

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    /// <summary>Sums by day. Thread-safe.</summary>
    private sealed class Days
    {
        private readonly ConcurrentDictionary<DateOnly, CampaignTotals.OfDay> _days = [];

        public void Add(DateOnly day, MessageCounts counts = default, ConversionTotals? conversions = null, int unsubscribed = 0)
        {
            if (counts.Total > 0 || conversions is { Converted: > 0 } || unsubscribed > 0)
            {
                _days.AddOrUpdate(
                    day,
                    new CampaignTotals.OfDay(day, counts, conversions ?? ConversionTotals.None, unsubscribed),
                    (_, sum) =>
                        new(
                            day,
                            sum.Counts + counts,
                            sum.Conversions + (conversions ?? ConversionTotals.None),
                            sum.Unsubscribed + unsubscribed
                        )
                );
            }
        }

        public List<CampaignTotals.OfDay> ToList() => [.. _days.Values.OrderBy(day => day.Date)];
    }
}
