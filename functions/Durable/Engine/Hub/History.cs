using CampaignTasks.Durable.Protocol;
using Google.Protobuf.WellKnownTypes;
using Kind = CampaignTasks.Durable.Protocol.HistoryEvent.EventTypeOneofCase;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>Writes the history events that a dispatcher, not the orchestrator, is the author of.</summary>
internal static class History
{
    public static HistoryEvent At(DateTimeOffset now, int eventId = -1) => new() { EventId = eventId, Timestamp = Timestamp.FromDateTimeOffset(now) };

    public static HistoryEvent OrchestratorStarted(DateTimeOffset now)
    {
        var e = At(now);
        e.OrchestratorStarted = new();
        return e;
    }

    public static HistoryEvent OrchestratorCompleted(DateTimeOffset now)
    {
        var e = At(now);
        e.OrchestratorCompleted = new();
        return e;
    }

    public static HistoryEvent TimerFired(HistoryEvent timer, DateTimeOffset now)
    {
        var e = At(now);
        e.TimerFired = new() { FireAt = timer.TimerCreated.FireAt, TimerId = timer.EventId };
        return e;
    }

    public static HistoryEvent TaskEnded(int taskId, string? result, Protocol.TaskFailureDetails? failure, DateTimeOffset now)
    {
        var e = At(now);
        if (failure is null) e.TaskCompleted = new() { TaskScheduledId = taskId, Result = result };
        else e.TaskFailed = new() { TaskScheduledId = taskId, FailureDetails = failure };
        return e;
    }

    public static HistoryEvent ChildFailed(int taskId, Protocol.TaskFailureDetails? failure, DateTimeOffset now)
    {
        var e = At(now);
        e.SubOrchestrationInstanceFailed = new() { TaskScheduledId = taskId, FailureDetails = failure };
        return e;
    }

    public static HistoryEvent Started(string instanceId, string name, string executionId, string? input, DateTimeOffset now)
    {
        var e = At(now);
        e.ExecutionStarted = new()
        {
            Name = name,
            Input = input,
            OrchestrationInstance = new() { InstanceId = instanceId, ExecutionId = executionId },
        };
        return e;
    }

    /// <summary>The start of the generation after <paramref name="start"/>: same name, parent and tags, new input and execution.</summary>
    public static HistoryEvent NextStart(HistoryEvent start, CompleteOrchestrationAction completion, string executionId, DateTimeOffset now)
    {
        var next = start.Clone();
        next.Timestamp = Timestamp.FromDateTimeOffset(now);
        next.ExecutionStarted.Input = completion.Result;
        next.ExecutionStarted.Version = completion.NewVersion ?? next.ExecutionStarted.Version;
        next.ExecutionStarted.OrchestrationInstance.ExecutionId = executionId;
        next.ExecutionStarted.ScheduledStartTimestamp = null;
        return next;
    }

    /// <summary>False when the same batch holds an earlier end of the same task: two deliveries of one result.</summary>
    public static bool FirstEnd(HistoryEvent e, HashSet<(Kind, int)> ended) => e.EventTypeCase switch
    {
        Kind.TaskCompleted => ended.Add((Kind.TaskScheduled, e.TaskCompleted.TaskScheduledId)),
        Kind.TaskFailed => ended.Add((Kind.TaskScheduled, e.TaskFailed.TaskScheduledId)),
        Kind.SubOrchestrationInstanceCompleted => ended.Add((Kind.SubOrchestrationInstanceCreated, e.SubOrchestrationInstanceCompleted.TaskScheduledId)),
        Kind.SubOrchestrationInstanceFailed => ended.Add((Kind.SubOrchestrationInstanceCreated, e.SubOrchestrationInstanceFailed.TaskScheduledId)),
        _ => true,
    };
}
