namespace CampaignTasks.Durable;

/// <summary>Where an instance stands. The names and numbers are the protocol's.</summary>
public enum OrchestrationRuntimeStatus
{
    /// <summary>Started and not finished.</summary>
    Running = 0,

    /// <summary>Returned.</summary>
    Completed = 1,

    /// <summary>Between two executions of one instance.</summary>
    ContinuedAsNew = 2,

    /// <summary>Threw.</summary>
    Failed = 3,

    /// <summary>Reserved by the protocol.</summary>
    Canceled = 4,

    /// <summary>Ended by a client.</summary>
    Terminated = 5,

    /// <summary>Accepted and not started yet.</summary>
    Pending = 6,

    /// <summary>Held by a client; events are kept for later.</summary>
    Suspended = 7,
}

/// <summary>An instance as a client sees it at one moment.</summary>
/// <param name="name">The orchestrator.</param>
/// <param name="instanceId">The instance.</param>
public sealed class OrchestrationMetadata(TaskName name, string instanceId)
{
    /// <summary>The orchestrator.</summary>
    public TaskName Name { get; } = name;

    /// <summary>The instance.</summary>
    public string InstanceId { get; } = instanceId;

    /// <summary>Reads the payloads below; null means they cannot be read as objects.</summary>
    public DataConverter? DataConverter { get; init; }

    /// <summary>Where the instance stands.</summary>
    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    /// <summary>When the instance was accepted.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its history last grew.</summary>
    public DateTimeOffset LastUpdatedAt { get; init; }

    /// <summary>The version it was started with, if known.</summary>
    public string? Version { get; init; }

    /// <summary>The input's JSON; null if there is none or it was not asked for.</summary>
    public string? SerializedInput { get; init; }

    /// <summary>The output's JSON; null if there is none or it was not asked for.</summary>
    public string? SerializedOutput { get; init; }

    /// <summary>The custom status' JSON; null if there is none or it was not asked for.</summary>
    public string? SerializedCustomStatus { get; init; }

    /// <summary>Why it failed, if it failed and payloads were asked for.</summary>
    public TaskFailureDetails? FailureDetails { get; init; }

    /// <summary>The labels given at the start.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The instance runs right now (pending and suspended ones do not).</summary>
    public bool IsRunning => RuntimeStatus is OrchestrationRuntimeStatus.Running;

    /// <summary>The instance will never run again.</summary>
    public bool IsCompleted => RuntimeStatus is OrchestrationRuntimeStatus.Completed
        or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated or OrchestrationRuntimeStatus.Canceled;

    /// <summary>Reads the input.</summary>
    /// <typeparam name="T">The type; the JSON contexts must know it.</typeparam>
    /// <exception cref="InvalidOperationException">There is no <see cref="DataConverter"/>.</exception>
    public T? ReadInputAs<T>() => Read<T>(SerializedInput);

    /// <summary>Reads the output.</summary>
    /// <typeparam name="T">The type; the JSON contexts must know it.</typeparam>
    /// <exception cref="InvalidOperationException">There is no <see cref="DataConverter"/>.</exception>
    public T? ReadOutputAs<T>() => Read<T>(SerializedOutput);

    /// <summary>Reads the custom status.</summary>
    /// <typeparam name="T">The type; the JSON contexts must know it.</typeparam>
    /// <exception cref="InvalidOperationException">There is no <see cref="DataConverter"/>.</exception>
    public T? ReadCustomStatusAs<T>() => Read<T>(SerializedCustomStatus);

    private T? Read<T>(string? json) =>
        (DataConverter ?? throw new InvalidOperationException("This metadata has no data converter.")).Deserialize<T>(json);
}
