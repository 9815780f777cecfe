using System.Text.Json.Serialization;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Domain.Tasks;

/// <summary>What can happen to a task. The wire name is the camelCase name; it is stored.</summary>
[JsonConverter(typeof(WireName<TaskEvent>))]
public enum TaskEvent
{
    Created,
    Copied,
    Edited,
    Started,
    RunStarted,
    RunEnded,

    /// <summary>Occurrences passed without a run.</summary>
    OccurrencesPassed,
    Paused,
    Resumed,
    Stopped,
    Canceled,
    Completed,
    Failed,

    /// <summary>The watchdog found something wrong.</summary>
    AlarmRaised,

    /// <summary>What was wrong is over.</summary>
    AlarmCleared,
}

/// <summary>One line of a task's log. It is stored together with the change it tells of, and never changed.</summary>
/// <param name="Event">What happened.</param>
/// <param name="At">When.</param>
/// <param name="To">Where the task stood then.</param>
public sealed record TaskEntry(TaskEvent Event, DateTimeOffset At, CampaignTaskStatus To)
{
    /// <summary>Where it stood before; null for a new task.</summary>
    public CampaignTaskStatus? From { get; init; }

    /// <summary>Who did it.</summary>
    public TaskActor By { get; init; } = TaskActor.Service;

    /// <summary>The run it is about; null when it is about none.</summary>
    public string? Run { get; init; }

    /// <summary>What an edit changed, by the names of the API; null for anything else.</summary>
    public IReadOnlyList<string>? Changed { get; init; }

    /// <summary>What a resume said of what had come due; null for anything else.</summary>
    public OverdueRule? Overdue { get; init; }

    /// <summary>Why; null when the event says it all. Of what a provider said only the code: its words may repeat an address, and what is logged stays.</summary>
    public string? Reason { get; init; }
}

/// <summary>Whether a person's key or the service itself did something.</summary>
[JsonConverter(typeof(WireName<TaskActorKind>))]
public enum TaskActorKind
{
    /// <summary>A request with an API key.</summary>
    Key,

    /// <summary>The service itself.</summary>
    Service,
}

/// <summary>Who did something to a task.</summary>
/// <param name="Kind">A key, or the service.</param>
/// <param name="Name">What people call the key; or the part of the service: <c>scheduler</c>, <c>sender</c>, <c>watchdog</c>.</param>
/// <param name="KeyId">The key's id; null for the service.</param>
/// <param name="Role">The key's role then; null for the service.</param>
/// <param name="IdempotencyKey">The Idempotency-Key of the request; null when it had none.</param>
/// <param name="TraceId">The W3C trace of the request or of the work; null when there was none.</param>
public sealed record TaskActor(
    TaskActorKind Kind, string Name, string? KeyId = null, Role? Role = null, string? IdempotencyKey = null, string? TraceId = null)
{
    /// <summary>The service, when no part of it says more.</summary>
    public static readonly TaskActor Service = new(TaskActorKind.Service, "service");

    /// <summary>What begins and ends runs.</summary>
    public static readonly TaskActor Scheduler = new(TaskActorKind.Service, "scheduler");

    /// <summary>What sends messages: it pauses a task that cannot go on, and ends one that stops on failure.</summary>
    public static readonly TaskActor Sender = new(TaskActorKind.Service, "sender");

    /// <summary>What looks after tasks that do not go as they should.</summary>
    public static readonly TaskActor Watchdog = new(TaskActorKind.Service, "watchdog");
}
