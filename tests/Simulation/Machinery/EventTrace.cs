using System.Globalization;
using System.Text;

namespace CampaignTasks.Simulation.Machinery;

/// <summary>
/// What happened, in order: a fingerprint of all of it, and the last part in words for whoever has to understand a failure.
/// </summary>
internal sealed class EventTrace(Loop loop)
{
    // One life alone is wanted whole.
    private static readonly int Kept = Environment.GetEnvironmentVariable("SIMULATION_SEED") is null ? 300 : 100_000;

    // What happens all the time would push out everything else; it counts in the fingerprint.
    private static readonly string[] Routine = ["hub: renew"];

    private readonly Queue<(DateTimeOffset At, string What, string Detail)> _last = new();
    private ulong _fingerprint = 14695981039346656037UL;

    /// <summary>Two lives with the same fingerprint went the same way, instant by instant.</summary>
    public string Fingerprint => _fingerprint.ToString("x16", CultureInfo.InvariantCulture);

    public void Add(string what, string detail = "")
    {
        Mix((ulong)loop.Elapsed.Ticks);
        Mix(what);
        Mix(detail);
        if (Routine.Contains(what))
        {
            return;
        }

        _last.Enqueue((loop.Now, what, detail));
        if (_last.Count > Kept)
        {
            _last.Dequeue();
        }
    }

    /// <summary>The last things that happened, one a line.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (at, what, detail) in _last)
        {
            text.Append(CultureInfo.InvariantCulture, $"{at:MM-dd HH:mm:ss.fff} {what} {detail}\n");
        }

        return text.ToString();
    }

    private void Mix(string text)
    {
        foreach (var c in text)
        {
            Mix(c);
        }
    }

    private void Mix(ulong value) => _fingerprint = unchecked((_fingerprint ^ value) * 1099511628211UL);
}
