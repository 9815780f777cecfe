using CampaignTasks.Domain.Runs;

namespace CampaignTasks.Api.Runs;

/// <summary>Sends one lane's pages, in order, for a bounded time. Only what the ledger says is remembered between two visits.</summary>
internal sealed class LaneSender(ILedger ledger, LaneSetup setup, TimeProvider time, ILogger logger)
{
    private readonly DateTimeOffset _until = time.GetUtcNow() + setup.Turn;

    /// <summary>Works from a place on until the lane is done, halted, waiting for its time, or the budget is spent.</summary>
    public async Task<LaneProgress> RunAsync(LaneWork work, CancellationToken cancellationToken)
    {
        var pass = new LanePass(work, _until, time);
        var pages = new PageSender(ledger, setup, pass, time, logger);
        var hasEnded = false;
        await foreach (var page in ledger.ReadPagesAsync(setup.Run, work.Lane, work.FromPage, openOnly: true, cancellationToken))
        {
            if (setup.Control.IsHalted || cancellationToken.IsCancellationRequested)
            {
                return pass.Halted(page.Number);
            }

            if (pass.IsOver)
            {
                return pass.More(page.Number);
            }

            if (Opening(page, pass, ref hasEnded) is { } closes)
            {
                switch (await pages.VisitAsync(page, closes, cancellationToken))
                {
                    case PageEnd.CutShort:
                        return setup.Control.IsHalted ? pass.Halted(page.Number) : pass.More(page.Number);
                    case PageEnd.Held:
                        return pass.Rest();
                    case PageEnd.Blocked:
                        Opening(page, pass, ref hasEnded);
                        pass.Block(page.Zone);
                        break;
                }
            }

            if (pass.IsBlocked(zone: null))
            {
                break;
            }
        }

        var progress = await EndAsync(work, pass, hasEnded);
        if (progress.State is LaneState.Done or LaneState.Halted)
        {
            await pages.EndAsync();
        }

        return progress;
    }

    /// <summary>When the page's window closes; null when it is not open now, which the pass takes note of.</summary>
    private DateTimeOffset? Opening(LedgerPage page, LanePass pass, ref bool hasEnded)
    {
        if (pass.IsBlocked(page.Zone))
        {
            pass.Leave(page.Number);
            return null;
        }

        var now = time.GetUtcNow();
        if (setup.Hours.Next(page.Zone, now) is not { } opening)
        {
            // What is owed past the last allowed day is canceled when the run is closed.
            hasEnded = true;
            return null;
        }

        if (opening.From <= now)
        {
            return opening.Until;
        }

        pass.WaitsUntil(opening.From);
        pass.Leave(page.Number);
        pass.Block(page.Zone);
        return null;
    }

    private async Task<LaneProgress> EndAsync(LaneWork work, LanePass pass, bool hasEnded)
    {
        if (setup.Control.IsHalted)
        {
            return pass.Halted(work.FromPage);
        }

        if (pass.IsStranded && !pass.Waits)
        {
            await Patience.HoldAsync(() => setup.HandleAsync(SendFault.NoAccount), time);
            return pass.Halted(work.FromPage);
        }

        return !pass.LeavesNothing ? pass.Rest() : hasEnded ? pass.Halted(work.FromPage) : pass.Done();
    }
}
