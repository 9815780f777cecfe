using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Protobuf;

namespace CampaignTasks.Testing.Orchestrations;

/// <summary>An instance as a hub stores it.</summary>
internal sealed class StoredInstance(string id)
{
    private readonly HashSet<int> _tasks = [];

    public string Id => id;

    public string Name { get; private set; } = "";

    public string ExecutionId { get; private set; } = "";

    public OrchestrationRuntimeStatus Status { get; private set; }

    public string? Input { get; private set; }

    public string? Output { get; private set; }

    public ParentInstanceInfo? Parent { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Rises with every change of the history: who read an older one must not write.</summary>
    public int Version { get; private set; }

    /// <summary>The turn that holds its messages, and until when they are hidden from others.</summary>
    public (long Turn, TimeSpan Until) Lock { get; set; }

    /// <summary>The events of the current execution.</summary>
    public List<HistoryEvent> History { get; private set; } = [];

    /// <summary>What was sent to it and not done with.</summary>
    public List<HubMessage> Messages { get; } = [];

    public bool IsOver =>
        Status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    /// <summary>Becomes a new execution without a history.</summary>
    public void Begin(ExecutionStartedEvent start, DateTimeOffset now)
    {
        Reset(start);
        (Status, Output, CreatedAt, UpdatedAt) = (OrchestrationRuntimeStatus.Pending, null, now, now);
    }

    /// <summary>Goes on as a new execution; what was meant for the old one is forgotten.</summary>
    public void ContinueAs(ExecutionStartedEvent start, DateTimeOffset now)
    {
        Reset(start);
        UpdatedAt = now;
        Messages.RemoveAll(message => message.ExecutionId is not null);
    }

    /// <summary>Takes in the events of a turn.</summary>
    public void Append(IEnumerable<HistoryEvent> events, DateTimeOffset now)
    {
        var from = History.Count;
        History.AddRange(events);
        _tasks.UnionWith(History.Skip(from).Where(static happened => happened.EventId >= 0).Select(static happened => happened.EventId));
        (Status, UpdatedAt) = (OrchestrationRuntimeStatus.Running, now);
        Version++;
    }

    public void End(OrchestrationRuntimeStatus status, string? output) => (Status, Output) = (status, output);

    /// <summary>
    /// Whether a turn may see a message now. The start comes first; an answer to what the history does not ask for comes later: its turn
    /// was sent, and is not stored yet.
    /// </summary>
    public bool CanTake(HubMessage message) =>
        History.Count == 0 ? message.Event.ExecutionStarted is not null : message.TaskId is not { } task || _tasks.Contains(task);

    /// <summary>Whether a message will never be taken.</summary>
    public bool IsInVain(HubMessage message) =>
        message.Event.ExecutionStarted is not null
            ? message.ExecutionId != ExecutionId || History.Count > 0
            : IsOver || (message.ExecutionId is { } execution && execution != ExecutionId);

    private void Reset(ExecutionStartedEvent start)
    {
        (Name, Input, Parent, ExecutionId) = (start.Name, start.Input, start.ParentInstance, start.OrchestrationInstance.ExecutionId);
        History = [];
        _tasks.Clear();
        Version++;
    }
}
