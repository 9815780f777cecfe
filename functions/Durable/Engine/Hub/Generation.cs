using System.Text;
using CampaignTasks.Durable.Protocol;
using Google.Protobuf;
using Kind = CampaignTasks.Durable.Engine.Hub.Outgoing.Types.Kind;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>One execution of the orchestrator within a turn: events in, actions out, both applied to the instance in memory.</summary>
internal sealed class Generation(LoadedInstance instance, UlidSource ulids, DateTimeOffset now, TraceContext? trace)
{
    private readonly string _instanceId = instance.State.InstanceId;

    /// <returns>The completion when the orchestrator continues as new, else null.</returns>
    public CompleteOrchestrationAction? Run(
        Func<OrchestratorRequest, OrchestratorResponse> execute, List<HistoryEvent> incoming, bool mayContinue)
    {
        List<HistoryEvent> news = [History.OrchestratorStarted(now)];
        if (!instance.IsStarted) news.Add(instance.Start);
        news.AddRange(incoming);

        var request = new OrchestratorRequest { InstanceId = _instanceId, ExecutionId = instance.State.ExecutionId };
        request.PastEvents.AddRange(instance.History);
        request.NewEvents.AddRange(news);
        var response = TurnLimits.Check(execute(request), mayContinue);
        TraceContexts.Carry(trace, response);

        foreach (var e in news) Append(e);
        var completion = response.Actions.FirstOrDefault(a => a.CompleteOrchestration is not null)?.CompleteOrchestration;
        foreach (var action in response.Actions) Apply(action, ends: completion is not null);
        instance.LastTurn = now;
        instance.State = instance.State with { CustomStatus = Utf8(response.CustomStatus) };
        if (completion is { OrchestrationStatus: OrchestrationStatus.ContinuedAsNew }) return completion;

        if (completion is not null) Complete(completion);
        else instance.State = instance.State with { Status = instance.Open.IsSuspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running };
        Append(History.OrchestratorCompleted(now));
        return null;
    }

    private void Apply(OrchestratorAction action, bool ends)
    {
        var e = History.At(now, action.Id);
        switch (action.OrchestratorActionTypeCase)
        {
            case OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask:
                var task = action.ScheduleTask;
                e.TaskScheduled = new() { Name = task.Name, Version = task.Version, Input = task.Input, ParentTraceContext = task.ParentTraceContext };
                e.TaskScheduled.Tags.Add(task.Tags);
                // Nobody will wait for it, and the history that would tell of it may be gone: the outbox remembers it until it has run.
                if (ends) Send(Kind.Activity, _instanceId, null, e, action.Id);
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer:
                e.TimerCreated = new() { FireAt = action.CreateTimer.FireAt };
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration:
                var child = action.CreateSubOrchestration;
                e.SubOrchestrationInstanceCreated = new() { InstanceId = child.InstanceId, Name = child.Name, Version = child.Version, Input = child.Input };
                e.SubOrchestrationInstanceCreated.Tags.Add(child.Tags);
                Send(Kind.Start, child.InstanceId, instance.State.ExecutionId, ChildStart(action.Id, child), action.Id);
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent:
                var sent = action.SendEvent;
                e.EventSent = new() { InstanceId = sent.Instance.InstanceId, Name = sent.Name, Input = sent.Data };
                var raised = History.At(now);
                raised.EventRaised = new() { Name = sent.Name, Input = sent.Data };
                Send(Kind.Event, sent.Instance.InstanceId, null, raised, action.Id);
                break;
            default:
                return;
        }

        Append(e);
    }

    private HistoryEvent ChildStart(int taskId, CreateSubOrchestrationAction child)
    {
        var start = History.Started(child.InstanceId, child.Name, ulids.Next(), child.Input, now);
        start.ExecutionStarted.Version = child.Version;
        start.ExecutionStarted.ParentTraceContext = child.ParentTraceContext;
        start.ExecutionStarted.Tags.Add(child.Tags);
        start.ExecutionStarted.ParentInstance = new()
        {
            TaskScheduledId = taskId,
            Name = instance.State.Name,
            OrchestrationInstance = new() { InstanceId = _instanceId, ExecutionId = instance.State.ExecutionId },
        };
        return start;
    }

    private void Complete(CompleteOrchestrationAction completion)
    {
        var e = History.At(now);
        e.ExecutionCompleted = new()
        {
            OrchestrationStatus = completion.OrchestrationStatus,
            Result = completion.Result,
            FailureDetails = completion.FailureDetails,
        };
        Append(e);
        instance.State = instance.State with
        {
            Status = (OrchestrationRuntimeStatus)(int)completion.OrchestrationStatus,
            Output = Utf8(completion.Result),
            Failure = completion.FailureDetails?.ToByteArray() ?? default,
        };
        if (instance.Start.ExecutionStarted.ParentInstance is { OrchestrationInstance: { } parent } link)
            Send(Kind.Event, parent.InstanceId, parent.ExecutionId, ChildEnd(link.TaskScheduledId, completion), link.TaskScheduledId);
    }

    private HistoryEvent ChildEnd(int taskId, CompleteOrchestrationAction completion)
    {
        if (completion.OrchestrationStatus is not OrchestrationStatus.Completed) return History.ChildFailed(taskId, completion.FailureDetails, now);
        var e = History.At(now);
        e.SubOrchestrationInstanceCompleted = new() { TaskScheduledId = taskId, Result = completion.Result };
        return e;
    }

    private void Send(Kind kind, string target, string? executionId, HistoryEvent body, int taskId)
    {
        var sequence = instance.State.SentCount + 1;
        instance.State = instance.State with { SentCount = sequence };
        instance.Outbox.Add(new()
        {
            Kind = kind,
            Key = ulids.Next(),
            Sender = instance.State.StartedBy,
            Sequence = sequence,
            InstanceId = target,
            ExecutionId = executionId ?? string.Empty,
            Body = body.ToByteString(),
            TaskId = taskId,
        });
    }

    private void Append(HistoryEvent e)
    {
        instance.History.Add(e);
        instance.Appended.Add(e);
        instance.Open.Apply(e);
    }

    private static ReadOnlyMemory<byte> Utf8(string? text) => text is null ? default : Encoding.UTF8.GetBytes(text);
}
