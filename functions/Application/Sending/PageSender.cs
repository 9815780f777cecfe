using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Application.Sending;

/// <summary>Works through one page: takes a turn, claims, sends, settles. What it cannot send now it leaves, and notes until when.</summary>
internal sealed class PageSender(ILedger ledger, LaneContext setup, LaneProgress pass, TimeProvider time, ILogger logger)
{
    // Beyond this a slot is waited for durably, not by a sender that does nothing.
    private static readonly TimeSpan LongestHeld = TimeSpan.FromSeconds(10);

    private readonly string _claimId = Guid.NewGuid().ToString("N");
    private readonly SlotAllocator _turns = new(setup, time);
    private readonly PageOutcomeMetrics _tally = new(setup.CampaignTask.Channel, setup.ProviderOf);
    private SlotResult.Granted? _last;

    /// <summary>Visits a page while its window is open.</summary>
    /// <param name="page">The page, as it was read.</param>
    /// <param name="closes">When its window closes.</param>
    /// <param name="cancellationToken">Cancels what has not left.</param>
    /// <exception cref="PageLostException">Another claim took the page.</exception>
    public async Task<PageResult> VisitAsync(LedgerPage page, DateTimeOffset closes, CancellationToken cancellationToken)
    {
        using var span = SendTelemetry.StartPage(setup.Run, setup.Lane, page);
        var visit = new PageClaim(ledger, setup.Run, page, _claimId, _tally, setup.Retry);
        IReadOnlyList<Settlement> settlements = [];
        if (page.Counts.Sending > 0)
        {
            await visit.ChangeAsync(fresh => Change(fresh, settlements, turn: null, from: 0));
        }

        var end = PageResult.Through;
        for (var from = 0; ;)
        {
            if (_last is { IsCounted: true } && settlements.Count > 0)
            {
                // Before the next slots are asked for, which says that these are used: a crash in between costs nobody a slot.
                await visit.ChangeAsync(fresh => Change(fresh, settlements, turn: null, from: 0));
                settlements = [];
            }

            (end, var turn, var index) = await TakeTurnAsync(visit.Page, from, closes, cancellationToken);
            (end, turn) = turn is null ? (end, turn) : await WaitAsync(turn, cancellationToken);
            if (turn is null && settlements.Count == 0)
            {
                break;
            }

            var claimed = await visit.ChangeAsync(fresh => Change(fresh, settlements, turn, index));
            if (turn is null)
            {
                break;
            }

            settlements = await SendAsync(visit.Page, turn, claimed, closes, cancellationToken);
            from = claimed.Count > 0 ? claimed[^1] + 1 : index + 1;
        }

        if (visit.Page.Counts.Open > 0 && end is not PageResult.CutShort)
        {
            pass.Leave(visit.Number);
        }

        return end;
    }

    /// <summary>The lane asks for nothing more: its last slots are used.</summary>
    public Task EndAsync() => _last is { } turn ? _turns.EndAsync(turn) : Task.CompletedTask;

    /// <summary>The next turn on the page and its first place; without one, why there is none.</summary>
    private async Task<(PageResult End, SlotResult.Granted? Turn, int Index)> TakeTurnAsync(LedgerPage page, int from, DateTimeOffset closes, CancellationToken cancellationToken)
    {
        foreach (var index in page.PendingIndexes(from))
        {
            if (pass.IsOver || setup.Monitor.IsHalted || cancellationToken.IsCancellationRequested)
            {
                return (PageResult.CutShort, null, 0);
            }

            if (time.GetUtcNow() >= closes)
            {
                return (PageResult.Blocked, null, 0);
            }

            switch (await _turns.NextAsync(page, index, closes, cancellationToken))
            {
                case SlotResult.Granted go:
                    return (PageResult.Through, go, index);
                case SlotResult.Deferred later:
                    pass.WaitsUntil(later.At);
                    break;
                default:
                    pass.Strand();
                    break;
            }

            // What holds for a message that any account may send holds for all behind it; a doubtful one waits alone for its own.
            if (!page.Messages[index].MayHaveBeenSent)
            {
                return (PageResult.Blocked, null, 0);
            }
        }

        return (PageResult.Through, null, 0);
    }

    /// <summary>Waits for the turn's first slot; none is left when the run was halted meanwhile or the slot is far away.</summary>
    private async Task<(PageResult End, SlotResult.Granted? Turn)> WaitAsync(SlotResult.Granted turn, CancellationToken cancellationToken)
    {
        var wait = turn.Reservation.From - time.GetUtcNow();
        if (wait > LongestHeld)
        {
            // The slot stays leased: whoever comes back for this message gets it.
            pass.WaitsUntil(time.GetUtcNow() + wait);
            return (PageResult.Held, null);
        }

        using var halted = CancellationTokenSource.CreateLinkedTokenSource(setup.Monitor.Halted, cancellationToken);
        try
        {
            await (wait > TimeSpan.Zero ? Task.Delay(wait, time, halted.Token) : Task.CompletedTask);
            return (PageResult.Through, turn);
        }
        catch (OperationCanceledException) when (halted.IsCancellationRequested)
        {
            await _turns.GiveBackAsync(turn, turn.Reservation.Count);
            return (PageResult.CutShort, null);
        }
    }

    private async Task<IReadOnlyList<Settlement>> SendAsync(
        LedgerPage page, SlotResult.Granted turn, IReadOnlyList<int> claimed, DateTimeOffset closes, CancellationToken cancellationToken)
    {
        _last = turn;
        var batch = new SendBatch(setup, turn, closes, time, logger);
        var settlements = await batch.SendAsync(page, claimed, cancellationToken);
        if (batch.Failure is { } failure)
        {
            // The run's end before the message's: a crash in between leaves a run that ends, never one that goes on.
            await setup.Retry.ExecuteAsync(() => setup.EndOnFailureAsync(failure));
        }

        if (batch.Fault is { } fault)
        {
            await setup.Retry.ExecuteAsync(() => setup.HandleAsync(fault));
        }

        await _turns.GiveBackAsync(turn, turn.Reservation.Count - settlements.Count(settlement => settlement.WasTried));
        foreach (var settlement in settlements.Where(settlement => settlement.IsRetry(page.Messages[settlement.Index])))
        {
            pass.RetriesAt(time.GetUtcNow() + RunRetries.Delay(settlement.Attempts));
        }

        foreach (var settlement in settlements.Where(settlement => settlement.NotBefore is not null))
        {
            pass.WaitsUntil(settlement.NotBefore!.Value);
        }

        return settlements;
    }

    /// <summary>One write settles the last claim and makes the next.</summary>
    private IReadOnlyList<int> Change(LedgerPage page, IReadOnlyList<Settlement> settlements, SlotResult.Granted? turn, int from)
    {
        var now = time.GetUtcNow();
        foreach (var settlement in settlements)
        {
            settlement.ApplyTo(page, now);
        }

        // What we claimed and did not settle just now never left: its claim was stored, but the answer to that write was lost.
        if (page.ClaimId == _claimId)
        {
            page.Unclaim(now);
        }
        else if (page.Recover(setup.HasKey, now) is > 0 and var recovered)
        {
            logger.Recovered(recovered, page.Number, setup.Run.Id.ToString());
        }

        var claimed = turn is null ? [] : page.Claim(_claimId, turn.Account.Id, from, turn.Reservation.Count, now);
        if (claimed.Count == 0)
        {
            page.Release();
        }

        return claimed;
    }
}
