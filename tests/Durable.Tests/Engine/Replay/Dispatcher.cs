using CampaignTasks.Durable.Engine;
using CampaignTasks.Durable.Protocol;
using static CampaignTasks.Durable.Tests.Engine.Replay.History;
using Case = CampaignTasks.Durable.Protocol.HistoryEvent.EventTypeOneofCase;

namespace CampaignTasks.Durable.Tests.Engine.Replay;

/// <summary>
/// What a host does for one instance, in memory: it delivers queued messages in turns, writes the history and lets activities, timers and
/// children answer at once, at the end of the queue. The order of delivery is the same however the messages are cut into turns.
/// </summary>
internal sealed class Dispatcher(OrchestrationExecutor executor)
{
    private readonly Queue<(int Generation, HistoryEvent Event)> _queue = new();
    private readonly List<HistoryEvent> _past = [];
    private readonly List<HistoryEvent> _delivered = [];
    private int _generation;
    private DateTime _now = Noon;

    /// <summary>Answers an activity; failure details mean that it fails.</summary>
    public Func<int, ScheduleTaskAction, ActivityOutcome> Activity { get; init; } = (id, task) => new($"\"{task.Name}{id}\"");

    /// <summary>How many messages the next turn takes. Default: all that wait.</summary>
    public Func<int> TurnSize { get; init; } = () => int.MaxValue;

    /// <summary>Chooses completions of the past to deliver once more in front of a turn.</summary>
    public Func<IReadOnlyList<HistoryEvent>, IEnumerable<HistoryEvent>> Duplicates { get; init; } = _ => [];

    /// <summary>The process dies before the answer is kept, every time, and the turn is delivered again.</summary>
    public bool DiesEveryTurn { get; init; }

    /// <summary>The whole history of the last execution, turn by turn.</summary>
    public IReadOnlyList<HistoryEvent> Written => _past;

    public void Enqueue(params IEnumerable<HistoryEvent> messages)
    {
        foreach (var message in messages) _queue.Enqueue((_generation, message));
    }

    /// <summary>Runs until the end or until nothing more arrives.</summary>
    /// <returns>The completion; null if the instance still waits.</returns>
    public CompleteOrchestrationAction? Run()
    {
        for (var turns = 0; _queue.Count > 0; turns++)
        {
            Assert.True(turns < 10_000, "The program does not end.");
            if (RunTurn(NextMessages()) is { OrchestrationStatus: not OrchestrationStatus.ContinuedAsNew } completion) return completion;
        }

        return null;
    }

    private List<HistoryEvent> NextMessages()
    {
        var wanted = TurnSize();
        List<HistoryEvent> batch = [];
        while (batch.Count < wanted && _queue.TryDequeue(out var message))
            if (message.Generation == _generation || message.Event.EventTypeCase is Case.EventRaised or Case.ExecutionSuspended or Case.ExecutionResumed)
                batch.Add(message.Event);
        return batch;
    }

    private CompleteOrchestrationAction? RunTurn(List<HistoryEvent> batch)
    {
        _now = batch.Where(message => message.TimerFired is not null).Select(message => message.TimerFired.FireAt.ToDateTime())
            .Append(_now.AddSeconds(1)).Max();
        List<HistoryEvent> fresh = [Turn(_now), .. Duplicates(_delivered), .. batch];
        var response = Execute(fresh);
        _delivered.AddRange(batch.Where(message => message.EventTypeCase is Case.TaskCompleted or Case.TaskFailed or Case.TimerFired
            or Case.SubOrchestrationInstanceCompleted));
        _past.AddRange(fresh);
        CompleteOrchestrationAction? completion = null;
        foreach (var action in response.Actions)
        {
            if (action.CompleteOrchestration is { } end) completion = end;
            else Dispatch(action);
        }

        _past.Add(TurnEnd());
        return completion is { OrchestrationStatus: OrchestrationStatus.ContinuedAsNew } ? Continue(completion) : completion;
    }

    private OrchestratorResponse Execute(List<HistoryEvent> fresh)
    {
        var request = new OrchestratorRequest { InstanceId = InstanceId, PastEvents = { _past }, NewEvents = { fresh } };
        var response = executor.Execute(request);
        if (DiesEveryTurn)
            Assert.Equal(response, executor.Execute(OrchestratorRequest.Parser.ParseFrom(Google.Protobuf.MessageExtensions.ToByteArray(request))));
        return response;
    }

    private void Dispatch(OrchestratorAction action)
    {
        var (written, answer) = action switch
        {
            { ScheduleTask: { } task } => (Scheduled(action.Id, task.Name), Answer(action.Id, Activity(action.Id, task))),
            { CreateTimer: { } timer } => (TimerCreated(action.Id), TimerFired(action.Id, timer.FireAt)),
            { CreateSubOrchestration: { } child } => (ChildCreated(action.Id, child.Name), ChildCompleted(action.Id, $"\"child{action.Id}\"")),
            { SendEvent: { } sent } => (EventSent(action.Id, sent.Name), (HistoryEvent?)null),
            _ => throw new NotSupportedException(action.OrchestratorActionTypeCase.ToString()),
        };
        _past.Add(written);
        if (answer is not null) _queue.Enqueue((_generation, answer));
    }

    private static HistoryEvent Answer(int id, ActivityOutcome outcome) => outcome.Failure is { } failure
        ? Failed(id, Failures.ToWire(failure))
        : Completed(id, outcome.Result);

    /// <summary>The next execution begins in the same breath, with nothing but the carried events.</summary>
    private CompleteOrchestrationAction? Continue(CompleteOrchestrationAction completion)
    {
        _generation++;
        _past.Clear();
        _delivered.Clear();
        return RunTurn([Started(completion.Result), .. completion.CarryoverEvents]);
    }
}
