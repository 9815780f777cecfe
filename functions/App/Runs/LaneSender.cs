using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Runs;

namespace CampaignTasks.App.Runs;

/// <summary>Sends one lane's pages for a bounded time: claim, send, settle. Only what the ledger says is remembered between two visits.</summary>
internal sealed class LaneSender(ILedger ledger, LaneSetup setup, TimeProvider time, ILogger logger)
{
    // Long enough that orchestration costs nothing beside sending; short enough that a restart repeats little.
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);

    private readonly string _claimId = Guid.NewGuid().ToString("N");
    private readonly DateTimeOffset _until = time.GetUtcNow() + Budget;
    private int? _leftPage;
    private DateTimeOffset? _notBefore;

    /// <summary>Works from a place on until the lane is done, halted, resting or the budget is spent.</summary>
    public async Task<LaneProgress> RunAsync(LaneWork work, CancellationToken cancellationToken)
    {
        (_leftPage, _notBefore) = (work.LeftPage, work.NotBefore);
        await foreach (var page in ledger.ReadPagesAsync(setup.Run, work.Lane, work.FromPage, openOnly: true, cancellationToken))
        {
            if (setup.Control.IsHalted || cancellationToken.IsCancellationRequested)
            {
                return new LaneProgress(LaneState.Halted, work with { FromPage = page.Number });
            }

            if (setup.Gate.IsClosed)
            {
                Leave(page.Number, setup.Gate.ClosedUntil);
                return Rest(work);
            }

            if (time.GetUtcNow() >= _until)
            {
                return new LaneProgress(LaneState.More, work with { FromPage = page.Number, LeftPage = _leftPage, NotBefore = _notBefore });
            }

            await VisitAsync(page, cancellationToken);
        }

        return setup.Control.IsHalted ? new LaneProgress(LaneState.Halted, work)
            : _leftPage is null ? new LaneProgress(LaneState.Done, work)
            : Rest(work);
    }

    private LaneProgress Rest(LaneWork work) =>
        new(LaneState.Wait, work with { FromPage = _leftPage ?? work.FromPage, LeftPage = null, NotBefore = _notBefore });

    private async Task VisitAsync(LedgerPage page, CancellationToken cancellationToken)
    {
        var visit = new PageVisit(ledger, setup.Run, page, _claimId, time);
        var batch = new SendBatch(setup, logger);
        IReadOnlyList<Settlement> settlements = [];
        var from = 0;
        while (true)
        {
            var goesOn = !setup.Control.IsHalted && !setup.Gate.IsClosed && !cancellationToken.IsCancellationRequested && time.GetUtcNow() < _until;
            var claimed = await visit.ChangeAsync(fresh => Turn(fresh, settlements, goesOn ? from : LedgerPage.Capacity));
            if (claimed.Count == 0)
            {
                break;
            }

            settlements = await batch.SendAsync(visit.Page, claimed, cancellationToken);
            if (batch.Failure is { } failure)
            {
                // The run's end before the message's: a crash in between leaves a run that ends, never one that goes on.
                await Patience.HoldAsync(() => setup.EndOnFailureAsync(failure), time);
            }

            Note(visit.Page, settlements);
            from = claimed[^1] + 1;
        }

        if (visit.Page.Counts.Open > 0)
        {
            Leave(visit.Number, setup.Gate.IsClosed ? setup.Gate.ClosedUntil : time.GetUtcNow());
        }

        if (batch.Fault is { } fault)
        {
            await setup.PauseOnFaultAsync(fault);
        }
    }

    /// <summary>One write settles the last claim and makes the next.</summary>
    private IReadOnlyList<int> Turn(LedgerPage page, IReadOnlyList<Settlement> settlements, int from)
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
        else if (page.Recover(setup.Channel.HasIdempotencyKey, now) is > 0 and var recovered)
        {
            logger.Recovered(recovered, page.Number, setup.Run.Id.ToString());
        }

        var claimed = page.Claim(_claimId, setup.Account.Account.Id, from, setup.ClaimSize, now);
        if (claimed.Count == 0)
        {
            page.Release();
        }

        return claimed;
    }

    /// <summary>Remembers when what goes round again may be tried.</summary>
    private void Note(LedgerPage page, IReadOnlyList<Settlement> settlements)
    {
        foreach (var settlement in settlements.Where(s => s.IsRetry(page.Messages[s.Index])))
        {
            Leave(page.Number, time.GetUtcNow() + RunRetries.Delay(settlement.Attempts));
        }
    }

    private void Leave(int page, DateTimeOffset notBefore)
    {
        _leftPage = _leftPage is { } left && left < page ? left : page;
        _notBefore = _notBefore is { } at && at > notBefore ? at : notBefore;
    }
}
