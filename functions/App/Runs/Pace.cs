namespace CampaignTasks.App.Runs;

/// <summary>
/// Keeps messages apart. Nothing is reserved ahead: whoever wakes first after the interval goes, so that a sender that gave up waiting, or one with a
/// long interval, holds nobody else back.
/// </summary>
internal sealed class Pace(TimeProvider time)
{
    private readonly Lock _gate = new();
    private DateTimeOffset? _last;

    /// <summary>Returns when the interval since the last message has passed, and makes this one the last.</summary>
    /// <exception cref="OperationCanceledException">The run was halted while waiting.</exception>
    public async Task WaitAsync(TimeSpan interval, CancellationToken halted)
    {
        while (interval > TimeSpan.Zero && TryGo(interval) is { } wait)
        {
            await Task.Delay(wait, time, halted);
        }
    }

    /// <returns>Null when it went; else how long to wait before asking again.</returns>
    private TimeSpan? TryGo(TimeSpan interval)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_last + interval > now)
            {
                return _last + interval - now;
            }

            _last = now;
            return null;
        }
    }
}
