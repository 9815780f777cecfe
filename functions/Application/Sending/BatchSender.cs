using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Sending;

/// <summary>
/// The sender of one lane's claims: their messages are prefetched together, sent several at a time, and reported together.
/// </summary>
internal sealed class BatchSender(
    LaneContext lane,
    IMessageComposer composer,
    IEligibilityChecker eligibility,
    FailurePolicy failures,
    StorageRetry retry,
    TimeProvider time,
    ILogger logger
)
{
    /// <summary>Makes at most one attempt per message; the consequences of failures are stored when it returns.</summary>
    /// <param name="page">The page, its claim stored.</param>
    /// <param name="slots">The slots of the claimed messages, in order.</param>
    /// <param name="claimed">The places of the claimed messages.</param>
    /// <param name="closes">When the page's window closes.</param>
    /// <param name="cancellationToken">Cancels what has not left.</param>
    /// <returns>One settlement for every claimed message, in order.</returns>
    public async Task<IReadOnlyList<Settlement>> SendAsync(
        LedgerPage page,
        AccountSlots slots,
        IReadOnlyList<int> claimed,
        DateTimeOffset closes,
        CancellationToken cancellationToken
    )
    {
        var settlements = new Settlement[claimed.Count];
        using var halted = CancellationTokenSource.CreateLinkedTokenSource(lane.Monitor.Halted, cancellationToken);
        await PrefetchAsync(page, claimed, halted.Token);
        var attempt = new MessageAttempt(slots.Account, composer, lane.Task.Plan.Channel, time, logger);
        var message = new MessageSender(lane, slots, closes, eligibility, attempt, failures, time, logger);
        var next = -1;
        async Task WorkAsync()
        {
            for (var i = Interlocked.Increment(ref next); i < claimed.Count; i = Interlocked.Increment(ref next))
            {
                // The first attempt of a claim has a span. One for every message of a fast run would flood the trace.
                settlements[i] = await message.SendAsync(page, claimed[i], slots.Reservation.At(i), isTraced: i == 0, halted.Token);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Math.Min(slots.Account.Parallel(slots.TaskPacing), claimed.Count)).Select(_ => WorkAsync()));
        await RecordAsync(page, settlements);

        // The run's end before the message's: a crash in between leaves a run that ends, never one that goes on.
        await failures.StoreAsync();
        return settlements;
    }

    private async Task PrefetchAsync(LedgerPage page, IReadOnlyList<int> claimed, CancellationToken halted)
    {
        // A single message is read when it is evaluated.
        if (claimed.Count < 2 || halted.IsCancellationRequested)
        {
            return;
        }

        try
        {
            await eligibility.PrefetchAsync([.. claimed.Select(index => (IdOf(page, index), page.Messages[index]))], halted);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A failure of storage, or the run was halted: each message is read by itself.
            logger.EligibilityCheckFailed(e, page.Number, lane.Run.Id.ToString());
        }
    }

    /// <summary>
    /// Records what was sent, before the settlements are stored: after a crash in between the messages are sent, and recorded, again.
    /// </summary>
    private async Task RecordAsync(LedgerPage page, IReadOnlyList<Settlement> settlements)
    {
        SendReport[] reports =
        [
            .. settlements
                .Where(settlement => settlement.State is MessageState.Sent or MessageState.Failed)
                .Select(s => new SendReport(IdOf(page, s.Index), page.Messages[s.Index], s.State is MessageState.Sent, s.Verdict)),
        ];
        if (reports.Length > 0)
        {
            await retry.ExecuteAsync(() => eligibility.RecordSentAsync(reports));
        }
    }

    private MessageId IdOf(LedgerPage page, int index) => new(lane.Run.Id, page.Number, index);
}
