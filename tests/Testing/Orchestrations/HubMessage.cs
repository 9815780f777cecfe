using Microsoft.DurableTask.Protobuf;

namespace CampaignTasks.Testing.Orchestrations;

/// <summary>A message to an instance.</summary>
/// <param name="Event">The event it becomes in the instance's history.</param>
/// <param name="ExecutionId">The execution it is meant for; null: whichever is there.</param>
/// <param name="VisibleAt">When it can be taken.</param>
/// <param name="Number">Its place among all messages of the hub.</param>
internal sealed record HubMessage(HistoryEvent Event, string? ExecutionId, TimeSpan VisibleAt, long Number)
{
    /// <summary>The task it answers; null when it is no answer.</summary>
    public int? TaskId =>
        Event.EventTypeCase switch
        {
            HistoryEvent.EventTypeOneofCase.TaskCompleted => Event.TaskCompleted.TaskScheduledId,
            HistoryEvent.EventTypeOneofCase.TaskFailed => Event.TaskFailed.TaskScheduledId,
            HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCompleted => Event.SubOrchestrationInstanceCompleted.TaskScheduledId,
            HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceFailed => Event.SubOrchestrationInstanceFailed.TaskScheduledId,
            HistoryEvent.EventTypeOneofCase.TimerFired => Event.TimerFired.TimerId,
            _ => null,
        };
}
