namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>Remembers the last storage trouble for the health report, and how long to wait before the next attempt.</summary>
internal sealed class Troubles(DurableHubOptions options, TimeProvider time)
{
    private volatile Trouble? _last;

    public (string? Error, DateTimeOffset? At) Last => _last is { } last ? (last.Error, last.At) : (null, null);

    public void Note(Exception exception) => _last = new($"{exception.GetType().Name}: {exception.Message}", time.GetUtcNow());

    /// <summary>0.2 s, doubled with every failure in a row, up to the option's limit.</summary>
    public TimeSpan WaitAfter(int failures)
    {
        var wait = TimeSpan.FromMilliseconds(200 * Math.Pow(2, Math.Clamp(failures - 1, 0, 20)));
        return wait < options.MaxRetryDelay ? wait : options.MaxRetryDelay;
    }

    private sealed record Trouble(string Error, DateTimeOffset At);
}
