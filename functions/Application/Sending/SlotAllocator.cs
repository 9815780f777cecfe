using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Quotas;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Quotas;

namespace CampaignTasks.Application.Sending;

/// <summary>
/// The order in which a lane uses its accounts, and the slots it gets from them: its own account while it can send; when that one's daily
/// limit is reached, or it is paused or stopped, the task's next one. A message whose attempt may have been accepted waits for the account
/// that made it.
/// </summary>
internal sealed class SlotAllocator(LaneContext lane, LaneProgress progress, QuotaService quotas, TimeProvider time)
{
    // A longer wait becomes a durable timer instead of an idle sender.
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    /// <summary>Reserves slots for the next pending messages of a page, and waits for the first of them.</summary>
    /// <param name="page">The page, as stored.</param>
    /// <param name="from">The first place that is wanted.</param>
    /// <param name="closes">When the window closes: no slot from then on.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>
    /// The slots and the place of their first message; without slots how the lane goes on, the reasons noted in its progress.
    /// </returns>
    public async Task<(LaneState State, AccountSlots? Slots, int Index)> NextAsync(
        LedgerPage page,
        int from,
        DateTimeOffset closes,
        CancellationToken cancellationToken
    )
    {
        foreach (var index in page.PendingIndexes(from))
        {
            if (progress.IsOver || lane.Monitor.IsHalted || cancellationToken.IsCancellationRequested)
            {
                return (Interrupted, null, 0);
            }

            if (time.GetUtcNow() >= closes)
            {
                progress.Block(page);
                break;
            }

            if (await ReserveAsync(page, index, closes, cancellationToken) is { } slots)
            {
                return await WaitAsync(slots, cancellationToken) is { } state ? (state, null, 0) : (LaneState.Done, slots, index);
            }

            // What holds for a message that any account may send holds for all behind it; one that may have been sent waits alone for its
            // own.
            if (!page.Messages[index].MayHaveBeenSent)
            {
                progress.Block(page);
                break;
            }
        }

        return (LaneState.Done, null, 0);
    }

    /// <summary>
    /// Gives back the last <paramref name="unused"/> slots of a reservation; the others count as used, with 0 all of them.
    /// </summary>
    public Task ReleaseAsync(AccountSlots slots, int unused) =>
        quotas.ReleaseAsync(
            lane.Task with
            {
                Plan = lane.Task.Plan with { Pacing = slots.TaskPacing },
            },
            slots.Account.Resolved.Account,
            lane.Holder,
            slots.Reservation.Claim,
            unused,
            CancellationToken.None
        );

    private LaneState Interrupted => lane.Monitor.IsHalted ? LaneState.Halted : LaneState.More;

    /// <summary>Reserves slots of the first account that has some.</summary>
    /// <returns>Null when no account has; the progress notes until when, or that no account is left.</returns>
    private async Task<AccountSlots?> ReserveAsync(LedgerPage page, int index, DateTimeOffset closes, CancellationToken cancellationToken)
    {
        DateTimeOffset? earliest = null;
        foreach (var account in lane.Accounts.Where(account => lane.IsActive(account) && page.Messages[index].IsPendingFor(account.Id)))
        {
            var (slots, at) = await ReserveAsync(account, page, index, closes, cancellationToken);
            if (slots is not null)
            {
                return slots;
            }

            earliest = at < earliest ? at : earliest ?? at;
        }

        if (earliest is { } later)
        {
            progress.WaitUntil(later);
        }
        else
        {
            progress.LeaveWithoutAccount();
        }

        return null;
    }

    /// <returns>The slots, or when to reserve again.</returns>
    private async Task<(AccountSlots? Slots, DateTimeOffset At)> ReserveAsync(
        LaneAccount account,
        LedgerPage page,
        int index,
        DateTimeOffset closes,
        CancellationToken cancellationToken
    )
    {
        if (account.Limiter.IsClosed)
        {
            return (null, account.Limiter.ClosedUntil);
        }

        var pacing = lane.PacingAt(page.Number, index);
        var size = Math.Min(account.ClaimSize(pacing), page.MostClaimed);
        var most = lane.Run.CatchUpFrom(page.Number, index) is > 0 and var overdue ? Math.Min(overdue, size) : size;
        var wanted = page.Claimable(account.Id, index, most);

        // The same claim requested again gets the same slots; a second attempt at a message is another claim.
        var claim = $"{page.Number}:{index}:{page.Messages[index].Attempts}";
        var task = lane.Task with { Plan = lane.Task.Plan with { Pacing = pacing } };
        return await quotas.ReserveAsync(task, account.Resolved.Account, lane.Holder, claim, wanted, closes, cancellationToken) switch
        {
            SlotResult.Granted granted => (new AccountSlots(account, pacing, granted.Reservation), granted.Reservation.From),
            SlotResult.Deferred(var at, _) => (null, at > time.GetUtcNow() ? at : time.GetUtcNow()),
            var other => throw new InvalidOperationException($"No rule for {other.GetType().Name}."),
        };
    }

    /// <summary>Waits for the first slot.</summary>
    /// <returns>Null when it has come; otherwise how the lane goes on.</returns>
    private async Task<LaneState?> WaitAsync(AccountSlots slots, CancellationToken cancellationToken)
    {
        var wait = slots.Reservation.From - time.GetUtcNow();
        if (wait <= TimeSpan.Zero)
        {
            return null;
        }

        if (wait > MaxWait)
        {
            // The slots stay reserved: the step that returns for these messages gets them.
            progress.WaitUntil(slots.Reservation.From);
            return LaneState.Wait;
        }

        using var halted = CancellationTokenSource.CreateLinkedTokenSource(lane.Monitor.Halted, cancellationToken);
        try
        {
            await Task.Delay(wait, time, halted.Token);
            return null;
        }
        catch (OperationCanceledException) when (halted.IsCancellationRequested)
        {
            await ReleaseAsync(slots, slots.Reservation.Count);
            return Interrupted;
        }
    }
}
