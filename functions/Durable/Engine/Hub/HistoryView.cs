using CampaignTasks.Durable.Protocol;
using Case = CampaignTasks.Durable.Protocol.HistoryEvent.EventTypeOneofCase;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>A history as people read it.</summary>
internal static class HistoryView
{
    public static List<HistoryEntry> Of(IReadOnlyList<HistoryEvent> history)
    {
        var scheduled = new Dictionary<int, HistoryEvent>();
        var entries = new List<HistoryEntry>();
        foreach (var e in history)
        {
            if (e.EventTypeCase is Case.TaskScheduled or Case.SubOrchestrationInstanceCreated) scheduled[e.EventId] = e;
            if (EntryOf(e, scheduled) is { } entry) entries.Add(entry);
        }

        return entries;
    }

    private static HistoryEntry? EntryOf(HistoryEvent e, Dictionary<int, HistoryEvent> scheduled)
    {
        var entry = new HistoryEntry(e.EventTypeCase.ToString(), e.Timestamp.ToDateTimeOffset());
        return e.EventTypeCase switch
        {
            Case.ExecutionStarted => entry with { FunctionName = e.ExecutionStarted.Name, Input = e.ExecutionStarted.Input },
            Case.ExecutionCompleted => Ended(entry, e.ExecutionCompleted),
            Case.ExecutionTerminated => entry with { Reason = e.ExecutionTerminated.Input },
            Case.ExecutionSuspended => entry with { Reason = e.ExecutionSuspended.Input },
            Case.ExecutionResumed => entry with { Reason = e.ExecutionResumed.Input },
            Case.TaskCompleted => Begun(entry, scheduled, e.TaskCompleted.TaskScheduledId) with { Result = e.TaskCompleted.Result },
            Case.TaskFailed => Failed(Begun(entry, scheduled, e.TaskFailed.TaskScheduledId), e.TaskFailed.FailureDetails),
            Case.SubOrchestrationInstanceCompleted when e.SubOrchestrationInstanceCompleted is var child =>
                Begun(entry, scheduled, child.TaskScheduledId) with { Result = child.Result },
            Case.SubOrchestrationInstanceFailed when e.SubOrchestrationInstanceFailed is var child =>
                Failed(Begun(entry, scheduled, child.TaskScheduledId), child.FailureDetails),
            Case.TimerCreated => entry with { FireAt = e.TimerCreated.FireAt.ToDateTimeOffset() },
            Case.TimerFired => entry with { FireAt = e.TimerFired.FireAt.ToDateTimeOffset() },
            Case.EventRaised => entry with { Name = e.EventRaised.Name, Input = e.EventRaised.Input },
            Case.EventSent => entry with { Name = e.EventSent.Name, Input = e.EventSent.Input },
            _ => null,
        };
    }

    private static HistoryEntry Ended(HistoryEntry entry, ExecutionCompletedEvent end) => Failed(entry, end.FailureDetails) with
    {
        Result = end.Result,
        OrchestrationStatus = (OrchestrationRuntimeStatus)end.OrchestrationStatus,
    };

    private static HistoryEntry Begun(HistoryEntry entry, Dictionary<int, HistoryEvent> scheduled, int id) => scheduled.GetValueOrDefault(id) switch
    {
        { TaskScheduled: { } task } begin => entry with { FunctionName = task.Name, Input = task.Input, ScheduledTime = begin.Timestamp.ToDateTimeOffset() },
        { SubOrchestrationInstanceCreated: { } child } begin => entry with { FunctionName = child.Name, Input = child.Input, ScheduledTime = begin.Timestamp.ToDateTimeOffset() },
        _ => entry,
    };

    private static HistoryEntry Failed(HistoryEntry entry, Protocol.TaskFailureDetails? failure) =>
        failure is null ? entry : entry with { Reason = failure.ErrorMessage, FailureDetails = Failures.FromWire(failure) };
}
