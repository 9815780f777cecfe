using CampaignTasks.Durable.Engine.Hub;

namespace CampaignTasks.Durable;

/// <summary>
/// One entry of an instance's history, as the Durable Functions HTTP API shows it: what was scheduled and how it ended make one entry, and the
/// turns themselves none. Members that do not apply are null.
/// </summary>
public sealed record HistoryEntry(string EventType, DateTimeOffset Timestamp)
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

    /// <summary>The failure.</summary>
    public TaskFailureDetails? FailureDetails { get; init; }

    /// <summary>How the instance ended.</summary>
    public OrchestrationRuntimeStatus? OrchestrationStatus { get; init; }

    /// <summary>The event's name.</summary>
    public string? Name { get; init; }

    /// <summary>When a timer is due.</summary>
    public DateTimeOffset? FireAt { get; init; }
}

/// <summary>Reads histories of the embedded hub's instances. Thread safe.</summary>
/// <param name="store">The hub's store.</param>
public sealed class InstanceHistory(IHubStore store)
{
    /// <summary>The history of the instance's current execution; null when there is no such instance.</summary>
    /// <exception cref="InvalidDataException">What is stored cannot be read.</exception>
    public async Task<IReadOnlyList<HistoryEntry>?> ReadAsync(string instanceId, CancellationToken cancellationToken) =>
        await LoadedInstance.LoadAsync(store, InstanceIds.Check(instanceId), cancellationToken) is { } instance ? HistoryView.Of(instance.History) : null;
}
