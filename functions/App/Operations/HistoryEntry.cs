namespace CampaignTasks.App.Operations;

/// <summary>
/// One entry of an instance's history, as the Durable Functions HTTP API shows it: scheduling and result are one entry, and the
/// orchestrator's steps have none. Members that do not apply are null.
/// </summary>
internal sealed record HistoryEntry(string EventType, DateTimeOffset Timestamp)
{
    /// <summary>The orchestrator or activity.</summary>
    public string? FunctionName { get; init; }

    /// <summary>The time when it was scheduled.</summary>
    public DateTimeOffset? ScheduledTime { get; init; }

    /// <summary>The input's JSON.</summary>
    public string? Input { get; init; }

    /// <summary>The result's JSON.</summary>
    public string? Result { get; init; }

    /// <summary>The reason of a failure or of a termination.</summary>
    public string? Reason { get; init; }

    /// <summary>The final status of the instance.</summary>
    public string? OrchestrationStatus { get; init; }

    /// <summary>The event's name.</summary>
    public string? Name { get; init; }

    /// <summary>The time when a timer is due.</summary>
    public DateTimeOffset? FireAt { get; init; }
}
