using CampaignTasks.Durable.Protocol;
using Google.Protobuf.WellKnownTypes;
using Wire = CampaignTasks.Durable.Protocol;

namespace CampaignTasks.Durable.Tests.Engine.Replay;

/// <summary>The history events, each in one line.</summary>
internal static class History
{
    public const string InstanceId = "abc";

    /// <summary>The moment of the first turn.</summary>
    public static readonly DateTime Noon = new(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    /// <summary>The usual beginning: a turn and the start of the execution.</summary>
    public static HistoryEvent[] Beginning(string? input = null, string name = Engines.Name) => [Turn(Noon), Started(input, name)];

    public static HistoryEvent Turn(DateTime now) => new() { Timestamp = Timestamp.FromDateTime(now), OrchestratorStarted = new() };

    public static HistoryEvent TurnEnd() => new() { OrchestratorCompleted = new() };

    public static HistoryEvent Started(string? input = null, string name = Engines.Name, string? version = null) => new()
    {
        EventId = -1,
        ExecutionStarted = new()
        {
            Name = name,
            Input = input,
            Version = version,
            OrchestrationInstance = new() { InstanceId = InstanceId, ExecutionId = "e1" },
        },
    };

    public static HistoryEvent Scheduled(int id, string name) => new() { EventId = id, TaskScheduled = new() { Name = name } };

    public static HistoryEvent Completed(int id, string? json) => new() { EventId = -1, TaskCompleted = new() { TaskScheduledId = id, Result = json } };

    public static HistoryEvent Failed(int id, Wire.TaskFailureDetails? failure) =>
        new() { EventId = -1, TaskFailed = new() { TaskScheduledId = id, FailureDetails = failure } };

    public static HistoryEvent Failed(int id, string message) => Failed(id, new Wire.TaskFailureDetails { ErrorType = "Some.Error", ErrorMessage = message });

    public static HistoryEvent TimerCreated(int id) => new() { EventId = id, TimerCreated = new() };

    public static HistoryEvent TimerFired(int id, Timestamp? fireAt = null) =>
        new() { EventId = -1, TimerFired = new() { TimerId = id, FireAt = fireAt } };

    public static HistoryEvent ChildCreated(int id, string name) => new() { EventId = id, SubOrchestrationInstanceCreated = new() { Name = name } };

    public static HistoryEvent ChildCompleted(int id, string? json) =>
        new() { EventId = -1, SubOrchestrationInstanceCompleted = new() { TaskScheduledId = id, Result = json } };

    public static HistoryEvent ChildFailed(int id, Wire.TaskFailureDetails? failure = null) =>
        new() { EventId = -1, SubOrchestrationInstanceFailed = new() { TaskScheduledId = id, FailureDetails = failure } };

    public static HistoryEvent EventSent(int id, string name) => new() { EventId = id, EventSent = new() { Name = name } };

    public static HistoryEvent Raised(string name, string? json = null) => new() { EventId = -1, EventRaised = new() { Name = name, Input = json } };

    public static HistoryEvent Suspended() => new() { EventId = -1, ExecutionSuspended = new() };

    public static HistoryEvent Resumed() => new() { EventId = -1, ExecutionResumed = new() };

    public static HistoryEvent Terminated(string? json = null) => new() { EventId = -1, ExecutionTerminated = new() { Input = json } };
}
