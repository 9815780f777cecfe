namespace CampaignTasks.Application.Orchestration;

/// <summary>Durable timers ring up to a second early: whoever was woken for a time waits for the rest of it, so that nothing begins too soon.</summary>
internal static class EarlyTimers
{
    private static readonly TimeSpan Earliest = TimeSpan.FromSeconds(1);

    /// <summary>Waits for an instant if it is that near.</summary>
    /// <returns>False when there was nothing to wait for, or it is too far away.</returns>
    public static async Task<bool> WaitAsync(DateTimeOffset? due, TimeProvider time, CancellationToken cancellationToken)
    {
        if (due - time.GetUtcNow() is not { } rest || rest <= TimeSpan.Zero || rest > Earliest)
        {
            return false;
        }

        // A delay is cut to whole milliseconds: the rest of the last one would still be too soon.
        await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(rest.TotalMilliseconds)), time, cancellationToken);
        return true;
    }
}
