namespace CampaignTasks.Application.Tests.Automations;

/// <summary>
/// A naive account of one contact's journeys through the automation of <see cref="JourneyOracleTests"/>: one contact, one step at a time,
/// without pages, turns or runs.
/// </summary>
internal sealed class JourneyOracle(bool isFrench)
{
    private static readonly TimeSpan Reentry = TimeSpan.FromDays(10);
    private static readonly TimeSpan Goal = TimeSpan.FromDays(5);

    private readonly List<Way> _ways = [];

    private readonly (string Outcome, double Days)[] _program =
    [
        ("sent", 0),
        ("waited", 2),
        (isFrench ? "then" : "else", 0),
        .. isFrench ? [("sent", 0d)] : Array.Empty<(string, double)>(),
        ("waited", 3),
        ("sent", 0),
    ];

    /// <summary>What became of each journey, in the order of entering.</summary>
    public IEnumerable<string> Lives => _ways.Select(way => $"{way.Entry}: {way.Status} {string.Join(' ', way.Done)}");

    public int Sent => _ways.Sum(way => way.Done.Count(outcome => outcome is "sent"));

    /// <summary>Lets time pass.</summary>
    public void PassUntil(DateTimeOffset now)
    {
        foreach (var way in _ways)
        {
            while (way.Status is "Started" && way.Done.Count < _program.Length)
            {
                var (outcome, days) = _program[way.Done.Count];
                if (way.At + TimeSpan.FromDays(days) > now)
                {
                    break;
                }

                way.At += TimeSpan.FromDays(days);
                way.Done.Add(outcome);
            }

            way.Status = way.Status is "Started" && way.Done.Count == _program.Length ? "Completed" : way.Status;
        }
    }

    public void Buy(string order, string product, DateTimeOffset now)
    {
        PassUntil(now);
        foreach (var way in _ways)
        {
            if (product is "socks" && way.Status is ("Started" or "Completed") && now > way.EnteredAt && now <= way.EnteredAt + Goal)
            {
                way.Status = "Converted";
            }
        }

        if (product is "boots" && (_ways.Count is 0 || now >= _ways[^1].EnteredAt + Reentry))
        {
            _ways.Add(new Way(order, now) { At = now });
        }

        PassUntil(now);
    }

    public void OptOut(DateTimeOffset now)
    {
        PassUntil(now);
        foreach (var way in _ways.Where(way => way.Status is "Started"))
        {
            way.Status = "Exited";
        }
    }

    private sealed record Way(string Entry, DateTimeOffset EnteredAt)
    {
        public DateTimeOffset At { get; set; }

        public string Status { get; set; } = "Started";

        public List<string> Done { get; } = [];
    }
}
