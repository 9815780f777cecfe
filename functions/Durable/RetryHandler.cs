namespace CampaignTasks.Durable;

/// <summary>
/// Decides after a failure whether to try again; not asked about failures that are <see cref="TaskFailureDetails.IsNonRetriable"/>. It is part of the orchestrator: it is replayed and must be deterministic. To wait before
/// the retry, use an <see cref="AsyncRetryHandler"/> and a timer of <see cref="RetryContext.OrchestrationContext"/>.
/// </summary>
/// <param name="retryContext">The failure and the attempts so far.</param>
/// <returns>True to try again at once.</returns>
public delegate bool RetryHandler(RetryContext retryContext);

/// <summary>As <see cref="RetryHandler"/>, and may await durable tasks of the context.</summary>
/// <param name="retryContext">The failure and the attempts so far.</param>
/// <returns>True to try again at once.</returns>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);

/// <summary>What a retry handler decides upon.</summary>
/// <param name="OrchestrationContext">The orchestration's context.</param>
/// <param name="LastAttemptNumber">The number of the attempt that just failed, from 1.</param>
/// <param name="LastFailure">How it failed.</param>
/// <param name="TotalRetryTime">Time since the first attempt, on the orchestration's clock.</param>
public sealed record RetryContext(
    TaskOrchestrationContext OrchestrationContext, int LastAttemptNumber, TaskFailureDetails LastFailure, TimeSpan TotalRetryTime);
