namespace CampaignTasks.App.Operations;

/// <summary>
/// One entry of an instance's history, as the Durable Functions HTTP API shows it: what was scheduled and how it ended make one entry, and
/// the turns themselves none. Members that do not apply are null.
/// </summary>
internal sealed record HistoryEntry(string EventType, DateTimeOffset Timestamp)
{
    /// <summary>The orchestrator or activity.</summary>
    public string? FunctionName { get; init; }

    /// <summary>When it was scheduled.</summary>
    public DateTimeOffset? ScheduledTime { get; init; }

    /// <summary>The input's JSON.</summary>
    public string? Input { get; init; }

    /// <summary>The result's JSON.</summary>
    public string? Result { get; init; }

    /// <summary>Why it failed, or why somebody ended it.</summary>
    public string? Reason { get; init; }

    /// <summary>How the instance ended.</summary>
    public string? OrchestrationStatus { get; init; }

    /// <summary>The event's name.</summary>
    public string? Name { get; init; }

    /// <summary>When a timer is due.</summary>
    public DateTimeOffset? FireAt { get; init; }
}
