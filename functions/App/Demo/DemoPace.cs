namespace CampaignTasks.App.Demo;

/// <summary>The pace of the last seconds: it shows a stall, and forgets the beginning.</summary>
internal sealed class DemoPace(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(3);

    private readonly Queue<(long At, int Done)> _samples = [];

    /// <summary>The messages per second.</summary>
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

    /// <summary>Estimates the time for the rest at this pace; null when it stands still.</summary>
    public TimeSpan? Left(int rest) => PerSecond > 0 ? TimeSpan.FromSeconds(rest / PerSecond) : null;
}
