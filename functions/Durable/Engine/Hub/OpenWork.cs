using CampaignTasks.Durable.Protocol;
using Kind = CampaignTasks.Durable.Protocol.HistoryEvent.EventTypeOneofCase;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>What a generation has begun and not seen the end of, derived from its history alone.</summary>
internal sealed class OpenWork
{
    private readonly Dictionary<int, HistoryEvent> _tasks = [];
    private readonly Dictionary<int, HistoryEvent> _timers = [];
    private readonly HashSet<int> _children = [];

    /// <summary>Activities without a result.</summary>
    public IReadOnlyDictionary<int, HistoryEvent> Tasks => _tasks;

    public bool IsSuspended { get; private set; }

    public DateTimeOffset? NextDue => _timers.Count == 0 ? null : _timers.Values.Min(timer => timer.TimerCreated.FireAt.ToDateTimeOffset());

    public bool HasChild(int taskId) => _children.Contains(taskId);

    /// <summary>The timers that are due, the earliest first; equal ones in the order of their creation.</summary>
    public IEnumerable<HistoryEvent> DueTimers(DateTimeOffset now) => _timers.Values
        .Where(timer => timer.TimerCreated.FireAt.ToDateTimeOffset() <= now)
        .OrderBy(timer => timer.TimerCreated.FireAt.ToDateTimeOffset()).ThenBy(timer => timer.EventId);

    public void Apply(HistoryEvent e)
    {
        switch (e.EventTypeCase)
        {
            case Kind.TaskScheduled: _tasks[e.EventId] = e; break;
            case Kind.TaskCompleted: _tasks.Remove(e.TaskCompleted.TaskScheduledId); break;
            case Kind.TaskFailed: _tasks.Remove(e.TaskFailed.TaskScheduledId); break;
            case Kind.TimerCreated: _timers[e.EventId] = e; break;
            case Kind.TimerFired: _timers.Remove(e.TimerFired.TimerId); break;
            case Kind.SubOrchestrationInstanceCreated: _children.Add(e.EventId); break;
            case Kind.SubOrchestrationInstanceCompleted: _children.Remove(e.SubOrchestrationInstanceCompleted.TaskScheduledId); break;
            case Kind.SubOrchestrationInstanceFailed: _children.Remove(e.SubOrchestrationInstanceFailed.TaskScheduledId); break;
            case Kind.ExecutionSuspended: IsSuspended = true; break;
            case Kind.ExecutionResumed: IsSuspended = false; break;
        }
    }

    /// <summary>Whether an arriving result still has somebody who waits for it.</summary>
    public bool Expects(HistoryEvent e) => e.EventTypeCase switch
    {
        Kind.TaskCompleted => _tasks.ContainsKey(e.TaskCompleted.TaskScheduledId),
        Kind.TaskFailed => _tasks.ContainsKey(e.TaskFailed.TaskScheduledId),
        Kind.SubOrchestrationInstanceCompleted => HasChild(e.SubOrchestrationInstanceCompleted.TaskScheduledId),
        Kind.SubOrchestrationInstanceFailed => HasChild(e.SubOrchestrationInstanceFailed.TaskScheduledId),
        _ => true,
    };
}
