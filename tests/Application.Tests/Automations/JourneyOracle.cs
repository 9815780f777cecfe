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
    private bool _isPaused;
    private DateTimeOffset _resumedAt;

    /// <summary>What became of each journey, in the order of entering.</summary>
    public IEnumerable<string> Lives => _ways.Select(way => $"{way.Entry}: {way.Status} {string.Join(' ', way.Done)}");

    public int Sent => _ways.Sum(way => way.Done.Count(outcome => outcome is "sent"));

    /// <summary>Lets time pass.</summary>
    public void PassUntil(DateTimeOffset now)
    {
        foreach (var way in _isPaused ? [] : _ways)
        {
            while (way.Status is "Started" && way.Done.Count < way.Program.Length)
            {
                var (outcome, wait) = way.Program[way.Done.Count];
                if (way.At + wait > now)
                {
                    break;
                }

                way.At = way.At + wait > _resumedAt ? way.At + wait : _resumedAt;
                way.Done.Add(outcome);
            }

            way.Status = way.Status is "Started" && way.Done.Count == way.Program.Length ? "Completed" : way.Status;
        }
    }

    public void Pause(DateTimeOffset now)
    {
        PassUntil(now);
        _isPaused = true;
    }

    public void Resume(DateTimeOffset now)
    {
        (_isPaused, _resumedAt) = (false, now);
        PassUntil(now);
    }

    public void Buy(string order, string product, DateTimeOffset now, int version)
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
            _ways.Add(new Way(order, now, ProgramOf(version)) { At = now });
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

    private (string Outcome, TimeSpan Wait)[] ProgramOf(int version) =>
        JourneyOracleTests.IsShort(version)
            ? [("sent", TimeSpan.Zero), ("waited", JourneyOracleTests.Short), ("sent", TimeSpan.Zero)]
            :
            [
                ("sent", TimeSpan.Zero),
                ("waited", JourneyOracleTests.First),
                (isFrench ? "then" : "else", TimeSpan.Zero),
                .. isFrench ? [("sent", TimeSpan.Zero)] : Array.Empty<(string, TimeSpan)>(),
                ("waited", JourneyOracleTests.Second),
                ("sent", TimeSpan.Zero),
            ];

    private sealed record Way(string Entry, DateTimeOffset EnteredAt, (string Outcome, TimeSpan Wait)[] Program)
    {
        public DateTimeOffset At { get; set; }

        public string Status { get; set; } = "Started";

        public List<string> Done { get; } = [];
    }
}
