namespace CampaignTasks.Application.Orchestration;

/// <summary>
/// The rest of a durable wait: timers fire up to a second early, so an activity that was called for an instant waits until it has come.
/// </summary>
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
