using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Application.Sending;

/// <summary>
/// The sender of one lane's pages: reserves slots, claims, sends, settles. What it cannot send now it leaves to a later pass.
/// </summary>
internal sealed class PageSender(
    ILedger ledger,
    LaneContext lane,
    LaneProgress progress,
    BatchSender batches,
    FailurePolicy failures,
    SlotAllocator slots,
    StorageRetry retry,
    TimeProvider time,
    ILogger logger
)
{
    // A page that may have ended a process twice waits while another such page is sent.
    private static readonly TimeSpan SuspectsApart = TimeSpan.FromSeconds(1);

    private readonly string _claimId = Guid.NewGuid().ToString("N");
    private readonly PageOutcomeMetrics _metrics = new(lane.Task.Plan.Channel, lane.ProviderOf);
    private AccountSlots? _last;
    private bool _isSetAside;
    private bool _isAlone;

    /// <summary>Sends a page while its window is open.</summary>
    /// <param name="page">The page, as it was read.</param>
    /// <param name="closes">When its window closes.</param>
    /// <param name="cancellationToken">Cancels what has not left.</param>
    /// <returns><see cref="LaneState.Done"/> when everything was tried that may be tried now; otherwise how the lane goes on.</returns>
    /// <exception cref="PageLostException">Another claim took the page.</exception>
    public async Task<LaneState> SendAsync(LedgerPage page, DateTimeOffset closes, CancellationToken cancellationToken)
    {
        using var span = SendTelemetry.StartPage(lane.Run, lane.Lane, page);
        var claim = new PageClaim(ledger, lane.Run, page, _claimId, _metrics, retry);
        if (page.Counts.Sending > 0)
        {
            await claim.ChangeAsync(fresh => Change(fresh, settlements: [], next: null, from: 0));
            if (_isSetAside)
            {
                await failures.PauseInterruptedAsync();
                return LaneState.Halted;
            }

            if (claim.Page.IsSuspect)
            {
                // In the next pass it comes after all others.
                progress.Leave(page.Number);
                return LaneState.Done;
            }
        }

        _isAlone = claim.Page.IsSuspect;
        if (_isAlone && !lane.Memory.TryBeginSuspect())
        {
            _isAlone = false;
            progress.Leave(page.Number);
            progress.WaitUntil(time.GetUtcNow() + SuspectsApart);
            return LaneState.Done;
        }

        try
        {
            return await SendAsync(claim, closes, cancellationToken);
        }
        finally
        {
            EndAlone();
        }
    }

    /// <summary>Commits the last slots, for a lane that needs no more.</summary>
    public Task CommitAsync() => _last is { } used ? slots.ReleaseAsync(used, unused: 0) : Task.CompletedTask;

    private async Task<LaneState> SendAsync(PageClaim claim, DateTimeOffset closes, CancellationToken cancellationToken)
    {
        IReadOnlyList<Settlement> settlements = [];
        LaneState state;
        for (var from = 0; ; )
        {
            if (_last is { IsCounted: true } && settlements.Count > 0)
            {
                // Before the next slots are reserved, which commits these: a crash in between wastes no slot.
                await claim.ChangeAsync(fresh => Change(fresh, settlements, next: null, from: 0));
                settlements = [];
            }

            (state, var next, var index) = await slots.NextAsync(claim.Page, from, closes, cancellationToken);
            if (next is null && settlements.Count == 0)
            {
                break;
            }

            var claimed = await claim.ChangeAsync(fresh => Change(fresh, settlements, next, index));
            if (!claim.Page.IsSuspect)
            {
                EndAlone();
            }

            if (next is null)
            {
                break;
            }

            settlements = await SendAsync(claim.Page, next, claimed, closes, cancellationToken);
            from = claimed.Count > 0 ? claimed[^1] + 1 : index + 1;
        }

        if (claim.Page.Counts.Open > 0 && state is LaneState.Done or LaneState.Wait)
        {
            progress.Leave(claim.Number);
        }

        return state;
    }

    private async Task<IReadOnlyList<Settlement>> SendAsync(
        LedgerPage page,
        AccountSlots next,
        IReadOnlyList<int> claimed,
        DateTimeOffset closes,
        CancellationToken cancellationToken
    )
    {
        _last = next;
        var settlements = await batches.SendAsync(page, next, claimed, closes, cancellationToken);
        await (
            settlements.Count(settlement => settlement.WasTried) is var tried && tried < next.Reservation.Count
                ? slots.ReleaseAsync(next, next.Reservation.Count - tried)
                : Task.CompletedTask
        );
        foreach (var settlement in settlements)
        {
            progress.Add(settlement, page.Messages[settlement.Index]);
        }

        return settlements;
    }

    private void EndAlone()
    {
        if (_isAlone)
        {
            _isAlone = false;
            lane.Memory.EndSuspect();
        }
    }

    /// <summary>Settles the last claim and makes the next, in one write.</summary>
    private IReadOnlyList<int> Change(LedgerPage page, IReadOnlyList<Settlement> settlements, AccountSlots? next, int from)
    {
        var now = time.GetUtcNow();
        _isSetAside = false;
        foreach (var settlement in settlements)
        {
            settlement.ApplyTo(page, now);
        }

        // What we claimed and did not settle just now never left: its claim was stored, but the answer to that write was lost.
        if (page.ClaimId == _claimId)
        {
            page.Unclaim(now);
        }
        else if (page.Recover(lane.SupportsIdempotency, now) is { Messages: > 0 } recovered)
        {
            _isSetAside = recovered.IsSetAside;
            logger.Recovered(recovered.Messages, page.Number, lane.Run.Id.ToString());
        }

        var claimed = next is null ? [] : page.Claim(_claimId, next.Account.Id, from, next.Reservation.Count, now, lane.CreativeOf);
        if (claimed.Count == 0)
        {
            page.Release();
        }

        return claimed;
    }
}
