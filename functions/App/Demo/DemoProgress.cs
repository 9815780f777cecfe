using System.Globalization;

namespace CampaignTasks.App.Demo;

/// <summary>The display of counts: two lines that are overwritten on a terminal, one line a second where output is redirected.</summary>
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
        return string.Create(
            CultureInfo.InvariantCulture,
            $"  \u001b[36m{new string('█', filled)}\u001b[90m{new string('░', BarWidth - filled)}\u001b[0m {counts.Done:N0} of {expected:N0}"
        );
    }

    private string Line(DemoCounts counts, int rest)
    {
        var left =
            rest is 0 ? "done"
            : _pace.Left(rest) is { } span ? $"{Math.Ceiling(span.TotalSeconds):N0} s left"
            : "waiting";
        var doubtful = counts.Unknown > 0 ? string.Create(CultureInfo.InvariantCulture, $" · unknown {counts.Unknown:N0}") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"  sent {counts.Sent:N0} · failed {counts.Failed:N0} · pending {rest:N0}{doubtful} · {_pace.PerSecond:N0}/s · {left}"
        );
    }
}
