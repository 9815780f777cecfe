namespace CampaignTasks.Durable;

/// <summary>
/// When and how often a failed activity or sub-orchestration is tried again. The wait before retry n (from 0) is
/// <c>FirstRetryInterval × BackoffCoefficient^n</c>, at most <see cref="MaxRetryInterval"/>. Each retry is a durable timer and a new call.
/// </summary>
public sealed class RetryPolicy
{
    /// <summary>A policy.</summary>
    /// <param name="maxNumberOfAttempts">Attempts in all, the first included; at least 1.</param>
    /// <param name="firstRetryInterval">The wait before the first retry; more than zero.</param>
    /// <param name="backoffCoefficient">The factor from one wait to the next; at least 1. Default 1.</param>
    /// <param name="maxRetryInterval">The longest wait, not shorter than the first. Default one hour, or the first wait if that is longer.</param>
    /// <param name="retryTimeout">No retry starts later than this after the first attempt. Default: no limit.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside the range given above.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxNumberOfAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        if (!(backoffCoefficient >= 1.0 && double.IsFinite(backoffCoefficient)))
            throw new ArgumentOutOfRangeException(nameof(backoffCoefficient), backoffCoefficient, "Give a finite factor of at least 1.");
        if (maxRetryInterval is { } longest) ArgumentOutOfRangeException.ThrowIfLessThan(longest, firstRetryInterval, nameof(maxRetryInterval));
        if (retryTimeout is { } limit && limit != Timeout.InfiniteTimeSpan)
            ArgumentOutOfRangeException.ThrowIfLessThan(limit, firstRetryInterval, nameof(retryTimeout));

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? (firstRetryInterval > TimeSpan.FromHours(1) ? firstRetryInterval : TimeSpan.FromHours(1));
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    /// <summary>Attempts in all, the first included.</summary>
    public int MaxNumberOfAttempts { get; }

    /// <summary>The wait before the first retry.</summary>
    public TimeSpan FirstRetryInterval { get; }

    /// <summary>The factor from one wait to the next.</summary>
    /// <value>Default 1: equal waits.</value>
    public double BackoffCoefficient { get; }

    /// <summary>The longest wait.</summary>
    /// <value>Default one hour.</value>
    public TimeSpan MaxRetryInterval { get; }

    /// <summary>How long after the first attempt a retry may still start.</summary>
    /// <value>Default <see cref="Timeout.InfiniteTimeSpan"/>: no limit.</value>
    public TimeSpan RetryTimeout { get; }

    /// <summary>
    /// Says for a failure whether a retry may help. Replayed, so it must be deterministic. Not asked about failures that are
    /// <see cref="TaskFailureDetails.IsNonRetriable"/>: those are never retried.
    /// </summary>
    /// <value>Default: every other failure is retried.</value>
    public Func<TaskFailureDetails, bool> HandleFailure { get; init; } = static _ => true;

    /// <summary>The wait before a retry, capped at <see cref="MaxRetryInterval"/>.</summary>
    /// <param name="failedAttempts">How many attempts have failed; at least 1.</param>
    internal TimeSpan DelayAfter(int failedAttempts)
    {
        var milliseconds = FirstRetryInterval.TotalMilliseconds * Math.Pow(BackoffCoefficient, failedAttempts - 1);
        return milliseconds < MaxRetryInterval.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : MaxRetryInterval;
    }
}
