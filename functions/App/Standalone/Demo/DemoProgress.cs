using System.Globalization;
using System.Text.Json;

namespace CampaignTasks.App.Standalone.Demo;

/// <summary>The counts of a task at one moment, as the API tells them.</summary>
internal readonly record struct DemoCounts(string Status, int Total, int Pending, int Sending, int Sent, int Failed, int Skipped, int Canceled, int Unknown)
{
    private static readonly string[] Ends = ["completed", "failed", "canceled", "paused"];

    /// <summary>Nothing will change any more unless somebody does something.</summary>
    public bool IsOver => Ends.Contains(Status);

    public int Done => Sent + Failed + Skipped + Canceled + Unknown;

    public static DemoCounts Of(JsonElement task)
    {
        var summary = task.GetProperty("summary");
        int Count(string name) => summary.TryGetProperty(name, out var value) ? value.GetInt32() : 0;
        return new(task.GetProperty("status").GetString() ?? "", Count("total"), Count("pending"), Count("sending"), Count("sent"), Count("failed"),
            Count("skipped"), Count("canceled"), Count("unknown"));
    }
}

/// <summary>How fast it goes: the pace of the last seconds, so that a stall shows and the beginning does not weigh for ever.</summary>
internal sealed class DemoPace(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(3);

    private readonly Queue<(long At, int Done)> _samples = [];

    /// <summary>Messages a second.</summary>
    public double PerSecond { get; private set; }

    public void Add(int done)
    {
        var now = time.GetTimestamp();
        _samples.Enqueue((now, done));
        while (_samples.Count > 2 && time.GetElapsedTime(_samples.Peek().At, now) > Window)
        {
            _samples.Dequeue();
        }

        var first = _samples.Peek();
        var seconds = time.GetElapsedTime(first.At, now).TotalSeconds;
        PerSecond = seconds > 0 ? (done - first.Done) / seconds : 0;
    }

    /// <summary>How long the rest takes at this pace; null when it stands still.</summary>
    public TimeSpan? Left(int rest) => PerSecond > 0 ? TimeSpan.FromSeconds(rest / PerSecond) : null;
}

/// <summary>Shows counts: two lines painted over on a terminal, one line a second where output is redirected.</summary>
internal sealed class DemoProgress(TextWriter output, bool painted, TimeProvider time)
{
    private const int BarWidth = 40;

    private readonly DemoPace _pace = new(time);
    private long _lastLine;
    private bool _started;

    public void Show(DemoCounts counts, int expected)
    {
        _pace.Add(counts.Done);
        var rest = Math.Max(0, expected - counts.Done);
        if (painted)
        {
            // Two lines up, each cleared before it is written again.
            output.Write($"{(_started ? "\u001b[2A" : "")}\r\u001b[K{Bar(counts, expected)}\n\r\u001b[K{Line(counts, rest)}\n");
        }
        else if (!_started || counts.IsOver || time.GetElapsedTime(_lastLine) >= TimeSpan.FromSeconds(1))
        {
            output.WriteLine(Line(counts, rest));
            _lastLine = time.GetTimestamp();
        }

        _started = true;
    }

    private static string Bar(DemoCounts counts, int expected)
    {
        var filled = expected is 0 ? 0 : (int)((long)BarWidth * Math.Min(counts.Done, expected) / expected);
        return string.Create(CultureInfo.InvariantCulture,
            $"  \u001b[36m{new string('█', filled)}\u001b[90m{new string('░', BarWidth - filled)}\u001b[0m {counts.Done:N0} of {expected:N0}");
    }

    private string Line(DemoCounts counts, int rest)
    {
        var left = rest is 0 ? "done" : _pace.Left(rest) is { } span ? $"{Math.Ceiling(span.TotalSeconds):N0} s left" : "waiting";
        var doubtful = counts.Unknown > 0 ? string.Create(CultureInfo.InvariantCulture, $" · unknown {counts.Unknown:N0}") : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"  sent {counts.Sent:N0} · failed {counts.Failed:N0} · pending {rest:N0}{doubtful} · {_pace.PerSecond:N0}/s · {left}");
    }
}
