using Microsoft.DurableTask;

namespace CampaignTasks.Application.Orchestration;

/// <summary>The limits and delays of retries.</summary>
public static class RunRetries
{
    /// <summary>Requests for one message that may end in a transient answer before it is failed.</summary>
    public const int TransientAttempts = 5;

    /// <summary>
    /// Requests for one message that may stay unanswered, all with the same key, before it is unknown. One where there is no key.
    /// </summary>
    public const int UnansweredAttempts = 3;

    /// <summary>The retries of an activity that throws, for storage failed or it has a bug: about a quarter of an hour.</summary>
    public static TaskOptions Activity { get; } =
        new(
            new TaskRetryOptions(
                new RetryPolicy(
                    maxNumberOfAttempts: 20,
                    firstRetryInterval: TimeSpan.FromSeconds(1),
                    backoffCoefficient: 2,
                    maxRetryInterval: TimeSpan.FromMinutes(1)
                )
            )
        );

    /// <summary>Returns the wait after the n-th attempt of a message (from 1): 1 s, 4 s, 16 s, then a minute.</summary>
    public static TimeSpan Delay(int attempts) => TimeSpan.FromSeconds(Math.Min(60, Math.Pow(4, Math.Clamp(attempts, 1, 4) - 1)));
}
