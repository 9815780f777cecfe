using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Ledger;

namespace CampaignTasks.Application.Sending;

/// <summary>The progress of one step of a lane: what it leaves for later, from which page on, and until when that waits.</summary>
/// <param name="work">The work of the step.</param>
/// <param name="hours">When messages of the run may leave.</param>
/// <param name="until">When the step ends.</param>
/// <param name="time">The clock.</param>
internal sealed class LaneProgress(LaneWork work, RunHours hours, DateTimeOffset until, TimeProvider time)
{
    private readonly HashSet<string> _blocked = new(StringComparer.Ordinal);
    private int? _leftPage = work.LeftPage;
    private DateTimeOffset? _opensAt = work.NotBefore;
    private DateTimeOffset? _retriesAt = work.RetryAt;
    private bool _hasNoAccount;
    private bool _isPastLastDay;

    /// <summary>True when the time of this step is used up.</summary>
    public bool IsOver => time.GetUtcNow() >= until;

    /// <summary>True when messages are pending that no account may send, and nothing else waits for its time.</summary>
    public bool NeedsAccount => _hasNoAccount && (_opensAt ?? _retriesAt) is null;

    /// <summary>Finds the end of the window in which a page may be sent now; leaves the page for later when there is none.</summary>
    /// <returns>When its window closes; null when it is closed now.</returns>
    public DateTimeOffset? OpenOrLeave(LedgerPage page)
    {
        if (IsBlocked(page.Zone))
        {
            Leave(page.Number);
            return null;
        }

        var now = time.GetUtcNow();
        if (hours.Next(page.Zone, now) is not { } window)
        {
            // What is pending past the last allowed day is canceled when the run is closed.
            _isPastLastDay = true;
            return null;
        }

        if (window.From <= now)
        {
            return window.Until;
        }

        WaitUntil(window.From);
        Leave(page.Number);
        _blocked.Add(page.Zone ?? "");
        return null;
    }

    /// <summary>
    /// Leaves the page, and all others of its zone, because nothing more may be sent now: its window closed or no slot is free.
    /// </summary>
    public void Block(LedgerPage page)
    {
        OpenOrLeave(page);
        _blocked.Add(page.Zone ?? "");
    }

    /// <summary>Returns true when nothing more may be sent now to recipients of this zone.</summary>
    public bool IsBlocked(string? zone) => _blocked.Contains(zone ?? "");

    /// <summary>Leaves a page that has pending messages.</summary>
    public void Leave(int page) => _leftPage = _leftPage is { } left && left < page ? left : page;

    /// <summary>Waits for a window, a slot or an account: the earliest instant of all counts.</summary>
    public void WaitUntil(DateTimeOffset at) => _opensAt = at < _opensAt ? at : _opensAt ?? at;

    /// <summary>Waits with the retry of a failed attempt: the latest instant of all counts, so that none is retried too soon.</summary>
    private void RetryAt(DateTimeOffset at) => _retriesAt = at > _retriesAt ? at : _retriesAt ?? at;

    /// <summary>Waits for what a settlement leaves pending.</summary>
    public void Add(Settlement settlement, LedgerMessage before)
    {
        if (settlement.IsRetry(before))
        {
            RetryAt(time.GetUtcNow() + RunRetries.Delay(settlement.Attempts));
        }

        if (settlement.NotBefore is { } at)
        {
            WaitUntil(at);
        }
    }

    /// <summary>Notes that no account may send some messages.</summary>
    public void LeaveWithoutAccount() => _hasNoAccount = true;

    /// <summary>Ends the step with the state of its last page.</summary>
    public LaneResult EndAt(int page, LaneState state) =>
        state is LaneState.Wait
            ? Wait()
            : new(
                state,
                state is LaneState.More
                    ? work with
                    {
                        FromPage = page,
                        LeftPage = _leftPage,
                        NotBefore = _opensAt,
                        RetryAt = _retriesAt,
                    }
                    : work with
                    {
                        FromPage = page,
                    }
            );

    /// <summary>Ends the step after the last page.</summary>
    public LaneResult End() => _leftPage is not null ? Wait() : new(_isPastLastDay ? LaneState.Halted : LaneState.Done, work);

    /// <summary>A new pass from the first page that was left, when its time has come.</summary>
    private LaneResult Wait()
    {
        var at = _retriesAt ?? _opensAt ?? time.GetUtcNow();
        return new(LaneState.Wait, work with { FromPage = _leftPage ?? work.FromPage, LeftPage = null, NotBefore = at, RetryAt = null });
    }
}
