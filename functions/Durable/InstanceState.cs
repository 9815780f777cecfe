namespace CampaignTasks.Durable;

/// <summary>The state row of an orchestration instance, as an <see cref="IHubStore"/> keeps it.</summary>
/// <remarks>Byte members are the engine's own encodings: a store keeps them as they are. Empty means absent.</remarks>
public sealed record InstanceState
{
    /// <summary>The instance. 1 to 100 characters, none of <c>/ \ # ?</c>, no control character, not starting with <c>@</c>.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The orchestrator's name.</summary>
    public required string Name { get; init; }

    /// <summary>The current generation's execution id: it changes with every ContinueAsNew.</summary>
    public required string ExecutionId { get; init; }

    /// <summary>Identifies the request that started the instance, so that a repeated start is recognised.</summary>
    public required string StartedBy { get; init; }

    /// <summary>Counts ContinueAsNew and restarts, from 0. Side rows of the history carry it in their names.</summary>
    public int Generation { get; init; }

    /// <summary>Where the instance is in its life.</summary>
    public OrchestrationRuntimeStatus Status { get; init; }

    /// <summary>When the instance was started by its client or parent.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the last turn was committed.</summary>
    public DateTimeOffset LastUpdatedAt { get; init; }

    /// <summary>The fencing epoch of the owner that wrote this row; 0 when written by a client outside the owner's process.</summary>
    public long Epoch { get; init; }

    /// <summary>The earliest instant at which a timer (or a delayed start) is due; null when nothing is.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>True while an owner has to act by itself: not started yet, activities under way, or messages to deliver.</summary>
    public bool Busy { get; init; }

    /// <summary>The current generation's ExecutionStarted event, with its input.</summary>
    public ReadOnlyMemory<byte> Start { get; init; }

    /// <summary>JSON text in UTF-8; the orchestrator's custom status.</summary>
    public ReadOnlyMemory<byte> CustomStatus { get; init; }

    /// <summary>JSON text in UTF-8 (or the failure's message): the result.</summary>
    public ReadOnlyMemory<byte> Output { get; init; }

    /// <summary>The failure's details, if the instance failed.</summary>
    public ReadOnlyMemory<byte> Failure { get; init; }

    /// <summary>The number of history rows beside the state; the newest events are in <see cref="Tail"/>.</summary>
    public int HistoryRows { get; init; }

    /// <summary>The newest part of the history.</summary>
    public ReadOnlyMemory<byte> Tail { get; init; }

    /// <summary>Messages to other instances that may not be delivered yet.</summary>
    public ReadOnlyMemory<byte> Outbox { get; init; }

    /// <summary>The number of side rows that hold the outbox when it is too large for the state; then <see cref="Outbox"/> is empty.</summary>
    public int OutboxRows { get; init; }

    /// <summary>The highest sequence number given to an outgoing message.</summary>
    public long SentCount { get; init; }

    /// <summary>Per sender, the highest sequence number applied.</summary>
    public ReadOnlyMemory<byte> Seen { get; init; }

    /// <summary>The version read or written last; null for a state never stored.</summary>
    public string? Version { get; init; }

    /// <summary>True when no turn will ever change the result again.</summary>
    public bool IsFinished => Status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed
        or OrchestrationRuntimeStatus.Terminated or OrchestrationRuntimeStatus.Canceled;

    /// <summary>True when an owner that takes over must know of the instance: it is not finished, or not at rest.</summary>
    public bool IsActive => Busy || !IsFinished;
}
