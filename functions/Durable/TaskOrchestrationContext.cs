using Microsoft.Extensions.Logging;

namespace CampaignTasks.Durable;

/// <summary>
/// All that an orchestrator may see and call. Everything here answers the same on every replay. Awaits of anything else are refused: the
/// instance fails with a message that says so.
/// </summary>
/// <remarks>
/// Not thread safe: an orchestrator runs on one thread. Every call that schedules something takes the next id of one counter, so calls must
/// come in the same order on every replay.
/// </remarks>
public abstract partial class TaskOrchestrationContext
{
    /// <summary>The orchestrator's name.</summary>
    public abstract TaskName Name { get; }

    /// <summary>The instance's id.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The orchestration that called this one, or null for one started by a client.</summary>
    public abstract ParentOrchestrationInstance? Parent { get; }

    /// <summary>The time of the turn being run or replayed, in UTC: the same on every replay, standing still within a turn.</summary>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <summary>
    /// True while the code runs over recorded history. Only for silencing side effects such as logs; deciding by it breaks replay.
    /// </summary>
    public abstract bool IsReplaying { get; }

    /// <summary>The version the instance was started with, or the empty string. Branch on it to change code under running instances.</summary>
    public abstract string Version { get; }

    /// <summary>Makes the loggers that <see cref="CreateReplaySafeLogger(string)"/> wraps.</summary>
    protected abstract ILoggerFactory LoggerFactory { get; }

    /// <summary>Reads the input again, as another type if wanted.</summary>
    /// <typeparam name="T">The type to read; the JSON contexts must know it.</typeparam>
    /// <returns>The input, or <c>default</c> if none was given.</returns>
    public abstract T? GetInput<T>();

    /// <summary>Waits until an instant.</summary>
    /// <param name="fireAt">The instant, in UTC (unspecified counts as UTC; local is refused). In the past: fires at once.</param>
    /// <param name="cancellationToken">
    /// Cancels the wait, from orchestrator code only. The timer itself stays scheduled and its firing is ignored.
    /// </param>
    /// <remarks>A wait longer than the maximum interval (3 days by default) is a chain of timers, each with its own id.</remarks>
    /// <exception cref="ArgumentException">The time is local.</exception>
    /// <exception cref="TaskCanceledException">(on await) The token was cancelled.</exception>
    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>Waits for an external event. Names compare ignoring case.</summary>
    /// <remarks>
    /// Events that arrive before anyone waits are kept in order of arrival. Several waits for one name are served newest first, as in
    /// Microsoft.DurableTask, so that an abandoned older wait does not steal the event. A cancelled wait takes no event.
    /// </remarks>
    /// <typeparam name="T">The payload; the JSON contexts must know it.</typeparam>
    /// <param name="eventName">The event's name.</param>
    /// <param name="cancellationToken">Gives up the wait, from orchestrator code only.</param>
    /// <exception cref="TaskCanceledException">(on await) The token was cancelled.</exception>
    /// <exception cref="System.Text.Json.JsonException">(on await) The payload is not a <typeparamref name="T"/>.</exception>
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken);

    /// <summary>Sends an event to another instance; one way, and nothing tells whether that instance exists.</summary>
    /// <param name="instanceId">The receiver.</param>
    /// <param name="eventName">The event's name.</param>
    /// <param name="payload">The payload, or null.</param>
    public abstract void SendEvent(string instanceId, string eventName, object? payload);

    /// <summary>Publishes a small status beside the runtime status. It holds until set again; ContinueAsNew starts without one.</summary>
    /// <param name="customStatus">The status; null erases it.</param>
    /// <exception cref="ArgumentException">The JSON is over 16 KB in UTF-16: Durable Functions hosts would fail the instance.</exception>
    public abstract void SetCustomStatus(object? customStatus);

    /// <summary>
    /// Ends this execution when the orchestrator returns, and starts it anew with an empty history. The returned value is not used. Call it
    /// when nothing is awaited any more: results of calls still under way are lost.
    /// </summary>
    /// <param name="newInput">The input of the next execution.</param>
    /// <param name="preserveUnprocessedEvents">Carries external events that nobody has taken to the next execution. Default true.</param>
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <summary>
    /// A GUID that is the same on every replay and unique among instances: version 5 over instance id, current time and a counter
    /// (Durable Task Framework's own namespace and text).
    /// </summary>
    public abstract Guid NewGuid();

    /// <summary>Calls an activity and waits for its result.</summary>
    /// <typeparam name="TResult">The result; the JSON contexts must know it.</typeparam>
    /// <param name="name">The activity.</param>
    /// <param name="input">Its input, or null.</param>
    /// <param name="options">Retries and tags. Default: no retry.</param>
    /// <exception cref="TaskFailedException">(on await) The activity failed, after all retries.</exception>
    public abstract Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null);

    /// <summary>Starts a child orchestration and waits for its result.</summary>
    /// <typeparam name="TResult">The result; the JSON contexts must know it.</typeparam>
    /// <param name="orchestratorName">The orchestrator.</param>
    /// <param name="input">Its input, or null.</param>
    /// <param name="options">Retries, tags and, as <see cref="SubOrchestrationOptions"/>, the child's id and version.</param>
    /// <exception cref="TaskFailedException">(on await) The child failed or was terminated, after all retries.</exception>
    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null);
}

/// <summary>The orchestration that called another one.</summary>
/// <param name="Name">Its orchestrator's name.</param>
/// <param name="InstanceId">Its id.</param>
public sealed record ParentOrchestrationInstance(TaskName Name, string InstanceId);
