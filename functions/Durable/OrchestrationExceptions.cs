namespace CampaignTasks.Durable;

/// <summary>A start was refused because the instance id is in use and not finished.</summary>
/// <param name="instanceId">The id.</param>
public sealed class OrchestrationAlreadyExistsException(string instanceId)
    : InvalidOperationException($"An orchestration instance with the id '{instanceId}' already exists.")
{
    /// <summary>The id.</summary>
    public string InstanceId { get; } = instanceId;
}

/// <summary>There is no instance with this id.</summary>
/// <param name="instanceId">The id.</param>
public sealed class OrchestrationNotFoundException(string instanceId)
    : InvalidOperationException($"No orchestration instance has the id '{instanceId}'.")
{
    /// <summary>The id.</summary>
    public string InstanceId { get; } = instanceId;
}

/// <summary>The instance has finished and takes no more events.</summary>
/// <param name="instanceId">The id.</param>
public sealed class OrchestrationFinishedException(string instanceId)
    : InvalidOperationException($"The orchestration instance '{instanceId}' has finished.")
{
    /// <summary>The id.</summary>
    public string InstanceId { get; } = instanceId;
}

/// <summary>
/// The code asked for something else than the history says it asked for before. The instance fails with this as its
/// <see cref="TaskFailureDetails.ErrorType"/>; orchestrator code cannot catch it.
/// </summary>
/// <param name="message">What was expected and what was found.</param>
public sealed class NonDeterministicOrchestrationException(string message) : InvalidOperationException(message);

/// <summary>
/// The orchestrator waits for something that is no durable task (I/O, <c>Task.Delay</c>, <c>Task.Run</c>, <c>ContinueWith</c> on the thread pool,
/// a blocking wait), so no history event could ever let it go on. The instance fails with this as its <see cref="TaskFailureDetails.ErrorType"/>.
/// </summary>
/// <remarks>
/// Found at the end of a turn: when no durable wait is open, or when a continuation came from another thread. While other durable waits are
/// open, a foreign await that stays silent is found only once those have ended.
/// </remarks>
/// <param name="what">What it was.</param>
public sealed class ForeignAwaitException(string what)
    : InvalidOperationException($"{what} in an orchestrator: it may only await what its context returns. Do such work in an activity.");
