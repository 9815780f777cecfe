namespace CampaignTasks.Application.Tests.Automations;

/// <summary>
/// A naive account of one contact's journeys through the automation of <see cref="JourneyOracleTests"/>: one contact, one step at a time,
/// without pages, turns or runs.
/// </summary>
internal sealed class JourneyOracle(bool isFrench)
{
    private static readonly TimeSpan Reentry = TimeSpan.FromDays(10);
    private static readonly TimeSpan Goal = TimeSpan.FromDays(5);

    private readonly List<Walk> _walks = [];

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
    public IEnumerable<string> Lives => _walks.Select(walk => $"{walk.Entry}: {walk.Status} {string.Join(' ', walk.Done)}");

    public int Sent => _walks.Sum(walk => walk.Done.Count(outcome => outcome is "sent"));

    /// <summary>Lets time pass.</summary>
    public void PassUntil(DateTimeOffset now)
    {
        foreach (var walk in _walks)
        {
            while (walk.Status is "Started" && walk.Done.Count < _program.Length)
            {
                var (outcome, days) = _program[walk.Done.Count];
                if (walk.At + TimeSpan.FromDays(days) > now)
                {
                    break;
                }

                walk.At += TimeSpan.FromDays(days);
                walk.Done.Add(outcome);
            }

            walk.Status = walk.Status is "Started" && walk.Done.Count == _program.Length ? "Completed" : walk.Status;
        }
    }

    public void Buy(string order, string product, DateTimeOffset now)
    {
        PassUntil(now);
        foreach (var walk in _walks)
        {
            if (product is "socks" && walk.Status is ("Started" or "Completed") && now > walk.EnteredAt && now <= walk.EnteredAt + Goal)
            {
                walk.Status = "Converted";
            }
        }

        if (product is "boots" && (_walks.Count is 0 || now >= _walks[^1].EnteredAt + Reentry))
        {
            _walks.Add(new Walk(order, now) { At = now });
        }

        PassUntil(now);
    }

    public void OptOut(DateTimeOffset now)
    {
        PassUntil(now);
        foreach (var walk in _walks.Where(walk => walk.Status is "Started"))
        {
            walk.Status = "Exited";
        }
    }

    private sealed record Walk(string Entry, DateTimeOffset EnteredAt)
    {
        public DateTimeOffset At { get; set; }

        public string Status { get; set; } = "Started";

        public List<string> Done { get; } = [];
    }
}
