using CampaignTasks.Application.Orchestration;

namespace CampaignTasks.Application.Sending;

/// <summary>What one pass over a lane leaves for later: the first page that still owes messages, and until when they must wait.</summary>
internal sealed class LaneProgress(LaneWork work, DateTimeOffset until, TimeProvider time)
{
    private readonly HashSet<string> _blocked = new(StringComparer.Ordinal);
    private int? _leftPage = work.LeftPage;
    private DateTimeOffset? _opensAt = work.NotBefore;
    private DateTimeOffset? _retriesAt = work.RetryAt;

    /// <summary>Whether the time of this visit is used up.</summary>
    public bool IsOver => time.GetUtcNow() >= until;

    /// <summary>Whether messages were met that no account may send.</summary>
    public bool IsStranded { get; private set; }

    /// <summary>Whether everything has an outcome that can have one.</summary>
    public bool LeavesNothing => _leftPage is null;

    /// <summary>Whether something is only waiting for its time.</summary>
    public bool Waits => (_opensAt ?? _retriesAt) is not null;

    /// <summary>The page still owes messages.</summary>
    public void Leave(int page) => _leftPage = _leftPage is { } left && left < page ? left : page;

    /// <summary>A window, a slot or an account is not free before this instant: the earliest of all counts.</summary>
    public void WaitsUntil(DateTimeOffset at) => _opensAt = at < _opensAt ? at : _opensAt ?? at;

    /// <summary>A failed attempt may be repeated from this instant on: the latest of all counts, so that none is repeated too soon.</summary>
    public void RetriesAt(DateTimeOffset at) => _retriesAt = at > _retriesAt ? at : _retriesAt ?? at;

    /// <summary>No account is left for some messages.</summary>
    public void Strand() => IsStranded = true;

    /// <summary>Nothing more may leave now for recipients of this zone.</summary>
    public void Block(string? zone) => _blocked.Add(zone ?? "");

    public bool IsBlocked(string? zone) => _blocked.Contains(zone ?? "");

    /// <summary>The lane goes on at once from a page.</summary>
    public LaneResult More(int fromPage) =>
        new(LaneState.More, work with { FromPage = fromPage, LeftPage = _leftPage, NotBefore = _opensAt, RetryAt = _retriesAt });

    /// <summary>A new pass from the first page that was left behind, when its time has come.</summary>
    public LaneResult Rest() =>
        new(LaneState.Wait, work with { FromPage = _leftPage ?? work.FromPage, LeftPage = null, NotBefore = _retriesAt ?? _opensAt ?? time.GetUtcNow(), RetryAt = null });

    /// <summary>The run was paused or ended.</summary>
    public LaneResult Halted(int fromPage) => new(LaneState.Halted, work with { FromPage = fromPage });

    /// <summary>Every message of the lane has an outcome.</summary>
    public LaneResult Done() => new(LaneState.Done, work);
}
