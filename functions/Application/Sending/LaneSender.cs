using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Quotas;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Application.Sending;

/// <summary>The sender of one lane: its pages, in order, for a limited time. Between two steps nothing is kept but the ledger.</summary>
internal sealed class LaneSender(
    ILedger ledger,
    LaneContext lane,
    BatchSender batches,
    FailurePolicy failures,
    QuotaService quotas,
    StorageRetry retry,
    TimeProvider time,
    ILogger logger
)
{
    // Long enough that orchestration costs little compared with sending, also where a thousand lanes pause between messages. What is sent
    // is settled on the way, so a restart repeats little.
    public static readonly TimeSpan LongStep = TimeSpan.FromMinutes(1);

    /// <summary>Sends until the lane is done, halted, waits for its time, or the step's time is used up.</summary>
    public async Task<LaneResult> SendAsync(LaneWork work, TimeSpan duration, CancellationToken cancellationToken)
    {
        var progress = new LaneProgress(work, lane.Run.HoursBy(lane.Task), time.GetUtcNow() + duration, time);
        var slots = new SlotAllocator(lane, progress, quotas, time);
        var pages = new PageSender(ledger, lane, progress, batches, failures, slots, retry, time, logger);
        var openPages = ledger
            .ReadPagesAsync(lane.Run, work.Lane, work.FromPage, openOnly: true, cancellationToken)
            .TakeWhile(page => !(page.Number >= lane.EndPage));
        await foreach (var page in InOrderAsync(openPages, progress))
        {
            var state =
                lane.Monitor.IsHalted || cancellationToken.IsCancellationRequested ? LaneState.Halted
                : progress.IsOver ? LaneState.More
                : progress.OpenOrLeave(page) is { } closes ? await pages.SendAsync(page, closes, cancellationToken)
                : LaneState.Done;
            if (state is not LaneState.Done)
            {
                return progress.EndAt(page.Number, state);
            }

            if (progress.IsBlocked(zone: null))
            {
                break;
            }
        }

        var result = await EndAsync(work, progress);
        if (result.State is LaneState.Done or LaneState.Halted)
        {
            await pages.CommitAsync();
        }

        return result;
    }

    /// <summary>Moves pages that may end their sender behind all others.</summary>
    private static async IAsyncEnumerable<LedgerPage> InOrderAsync(IAsyncEnumerable<LedgerPage> pages, LaneProgress progress)
    {
        List<LedgerPage> suspects = [];
        await foreach (var page in pages)
        {
            if (!page.IsSuspect)
            {
                yield return page;
                continue;
            }

            // Left for the next pass, should this one end before.
            progress.Leave(page.Number);
            suspects.Add(page);
        }

        foreach (var page in suspects)
        {
            yield return page;
        }
    }

    private async Task<LaneResult> EndAsync(LaneWork work, LaneProgress progress)
    {
        if (lane.Monitor.IsHalted)
        {
            return progress.EndAt(work.FromPage, LaneState.Halted);
        }

        if (progress.NeedsAccount)
        {
            await failures.PauseWithoutAccountAsync();
            return progress.EndAt(work.FromPage, LaneState.Halted);
        }

        if (OpensAt() is var opens && opens > time.GetUtcNow())
        {
            // Of a last page that was claimed to its end, no message behind it asked for a slot and met the closed limiter.
            progress.WaitUntil(opens);
        }

        return progress.End();
    }

    /// <summary>Returns the instant from which a provider of the lane's accounts permits requests again.</summary>
    private DateTimeOffset OpensAt() =>
        lane.Accounts.Where(lane.IsActive).Select(account => account.Limiter.ClosedUntil).DefaultIfEmpty().Min();
}
