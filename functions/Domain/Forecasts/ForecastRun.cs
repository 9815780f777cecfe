using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Domain.Forecasts;

/// <summary>A run in a forecast. Its lanes send like the real ones, each at its own pace.</summary>
internal sealed class ForecastRun(
    CampaignTask task,
    RunHours hours,
    RunLoad load,
    string runId,
    ForecastScope scope,
    ForecastQuotas book,
    ForecastWork work,
    Action<DateTimeOffset, Action<DateTimeOffset>> plan
)
{
    private readonly Dictionary<ForecastBound, TimeSpan> _waited = [];
    private readonly IReadOnlyList<ForecastAccount> _accounts =
    [
        .. task
            .Plan.Accounts.Select(id => scope.Accounts.GetValueOrDefault(id))
            .OfType<ForecastAccount>()
            .Where(a => a.Account.Status is Accounts.AccountStatus.Active),
    ];

    private readonly DateTimeOffset _at = task.NextOccurrence!.Value;
    private int _lanesAtWork;
    private int _messages;
    private int _unsent;
    private DateTimeOffset? _first;
    private DateTimeOffset? _last;

    public required Action<PlannedClaim> OnClaim { get; init; }

    public required Action<DateTimeOffset> OnEnd { get; init; }

    public void Begin(DateTimeOffset now)
    {
        var lanes = load.Lanes.Select((parts, i) => new Lane(i, parts)).Where(lane => lane.HasPending).ToList();
        _lanesAtWork = lanes.Count;
        foreach (var lane in lanes)
        {
            plan(now, at => Step(lane, at));
        }

        if (_lanesAtWork == 0)
        {
            plan(now, OnEnd);
        }
    }

    /// <summary>Gets the run as forecast so far.</summary>
    public ForecastOccurrence Occurrence()
    {
        var bound = _waited
            .Where(waited => waited.Value > TimeSpan.Zero)
            .OrderByDescending(waited => waited.Value)
            .ThenBy(waited => waited.Key)
            .FirstOrDefault()
            .Key;
        return new ForecastOccurrence(
            _at,
            _first,
            _lanesAtWork == 0 ? _last : null,
            _messages,
            _unsent,
            _accounts.Count == 0 && _unsent > 0 ? ForecastBound.Accounts : bound
        );
    }

    private void Step(Lane lane, DateTimeOffset now)
    {
        DateTimeOffset? later = null;
        foreach (var part in lane.Pending())
        {
            work.Add(1);
            if (hours.Next(part.Zone, now) is not { } opening || _accounts.Count == 0)
            {
                _unsent += part.Left;
                part.Left = 0;
                continue;
            }

            var (next, bound) = opening.From > now ? (opening.From, ForecastBound.Window) : Send(lane, part, opening.Until, now);
            if (bound is null)
            {
                plan(next, at => Step(lane, at));
                return;
            }

            lane.Block(bound.Value, now);
            later = next < later ? next : later ?? next;
            if (part.Zone is null)
            {
                break;
            }
        }

        if (later is { } again)
        {
            plan(again > now ? again : now.AddSeconds(1), at => Step(lane, at));
        }
        else if (--_lanesAtWork == 0)
        {
            OnEnd(now);
        }
    }

    /// <returns>When the lane tries again, and what held it back; null when messages left.</returns>
    private (DateTimeOffset Next, ForecastBound? Bound) Send(Lane lane, Part part, DateTimeOffset until, DateTimeOffset now)
    {
        (DateTimeOffset At, ForecastBound Bound)? refused = null;
        foreach (var account in LaneAllocation.InOrder(_accounts, lane.Number))
        {
            var size = Math.Min(part.Left, SendingPace.ClaimSize(task.Plan.Pacing, account.Account.Pacing, account.HasIdempotencyKey));
            if (!task.Plan.Pacing.IsLimited && !account.Account.Pacing.IsLimited)
            {
                Leave(lane, part, size, account.Account.Id, now, TimeSpan.Zero);
                return (now + TimeSpan.FromSeconds(size * (double)load.Lanes.Count / Forecaster.UnpacedPerSecond), null);
            }

            var (lease, at, bound) = book.Take(task, account.Account, $"{runId}/{lane.Number}", lane.Claim, size, until, now);
            if (lease is not null)
            {
                lane.Block(bound, now);
                Leave(lane, part, lease.Count, account.Account.Id, lease.From, lease.Interval);
                return (lease.At(lease.Count - 1), null);
            }

            refused = refused is { } best && best.At <= at ? best : (at, bound);
        }

        return (refused!.Value.At, refused.Value.Bound);
    }

    private void Leave(Lane lane, Part part, int count, string account, DateTimeOffset from, TimeSpan interval)
    {
        if (lane.Blocked is { Bound: not ForecastBound.None } blocked && from > blocked.Since)
        {
            _waited[blocked.Bound] = _waited.GetValueOrDefault(blocked.Bound) + (from - blocked.Since);
        }

        lane.Blocked = null;
        var claim = new PlannedClaim(lane.Number, part.Number, part.Sent, account, count, from, interval);
        OnClaim(claim);
        part.Sent += count;
        lane.Sent += count;
        part.Left -= count;
        _messages += count;
        var last = claim.At(count - 1);
        _first = from < _first ? from : _first ?? from;
        _last = last > _last ? last : _last ?? last;
    }

    private sealed class Lane(int number, IReadOnlyList<LaneLoad> parts)
    {
        private int _first;

        public int Number => number;

        public IReadOnlyList<Part> Parts { get; } = [.. parts.Select((part, i) => new Part(i, part.Zone) { Left = part.Messages })];

        public bool HasPending => Parts.Any(part => part.Left > 0);

        /// <summary>Lists the parts that have messages left; those before the first of them are never looked at again.</summary>
        public IEnumerable<Part> Pending()
        {
            while (_first < Parts.Count && Parts[_first].Left == 0)
            {
                _first++;
            }

            for (var i = _first; i < Parts.Count; i++)
            {
                if (Parts[i].Left > 0)
                {
                    yield return Parts[i];
                }
            }
        }

        public int Sent { get; set; }

        /// <summary>The id of the next claim; senders derive theirs from the messages' places.</summary>
        public string Claim => $"{Sent}";

        /// <summary>The first limit that held the lane back since its last message, and since when.</summary>
        public (ForecastBound Bound, DateTimeOffset Since)? Blocked { get; set; }

        public void Block(ForecastBound bound, DateTimeOffset now) => Blocked ??= (bound, now);
    }

    private sealed class Part(int number, string? zone)
    {
        public int Number => number;

        public string? Zone => zone;

        public int Sent { get; set; }

        public int Left { get; set; }
    }
}
