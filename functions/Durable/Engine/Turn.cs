using CampaignTasks.Durable.Protocol;
using Google.Protobuf.Collections;
using Case = CampaignTasks.Durable.Protocol.HistoryEvent.EventTypeOneofCase;

namespace CampaignTasks.Durable.Engine;

/// <summary>
/// One turn: the cursor that walks over history and new events, lets the orchestrator run on after each, and keeps how it ends.
/// </summary>
internal sealed class Turn
{
    private readonly OrchestratorRequest _request;
    private readonly Func<Turn, ExecutionStartedEvent, (ITaskOrchestrator Orchestrator, TurnContext Context)?> _begin;
    private readonly Queue<HistoryEvent> _whileSuspended = new();
    private TurnContext? _context;
    private ITaskOrchestrator? _orchestrator;
    private Task<object?>? _run;
    private Completion? _completion;

    public Turn(
        OrchestratorRequest request,
        OrchestratorThread thread,
        DataConverter converter,
        Func<Turn, ExecutionStartedEvent, (ITaskOrchestrator Orchestrator, TurnContext Context)?> begin)
    {
        (_request, Thread, Converter, _begin) = (request, thread, converter, begin);
        Actions = new(new RecordedIds(request.PastEvents));
    }

    public string InstanceId => _request.InstanceId;

    public OrchestratorThread Thread { get; }

    public DataConverter Converter { get; }

    public ActionLog Actions { get; }

    public EventInbox Inbox { get; } = new();

    /// <summary>Unwraps activity results, where the host wraps them.</summary>
    public IActivityResultDecoder? Decoder { get; init; }

    public DateTime Now { get; private set; } = DateTime.SpecifyKind(default, DateTimeKind.Utc);

    public bool IsReplaying { get; private set; }

    /// <summary>Held by a client: nothing is processed and nothing is sent.</summary>
    public bool IsSuspended { get; private set; }

    /// <summary>How many durable waits are open. With none open, an unfinished orchestrator waits for something else.</summary>
    public int OpenTasks { get; set; }

    /// <summary>The completion that may be sent: none while suspended.</summary>
    public Completion? Ending => IsSuspended ? null : _completion;

    public string? CustomStatus => _context?.CustomStatus;

    /// <summary>Feeds all events. Must run on <see cref="Thread"/>.</summary>
    public void Run()
    {
        try
        {
            Feed(_request.PastEvents, replaying: true);
            Feed(_request.NewEvents, replaying: false);
            CheckThatSomethingDurableIsAwaited();
        }
        catch (Exception broken)
        {
            End(Completion.Broken(broken));
        }
    }

    private void Feed(RepeatedField<HistoryEvent> events, bool replaying)
    {
        IsReplaying = replaying;
        foreach (var next in events)
        {
            if (IsSuspended && next.EventTypeCase is not (Case.ExecutionResumed or Case.ExecutionTerminated or Case.ExecutionSuspended))
                _whileSuspended.Enqueue(next);
            else
                Process(next);
        }
    }

    private void Process(HistoryEvent next)
    {
        if (_completion is null) ProcessRunning(next);
        else ProcessEnded(next);
    }

    private void ProcessRunning(HistoryEvent next)
    {
        if (next.EventTypeCase is Case.OrchestratorStarted)
        {
            Now = next.Timestamp.ToDateTime();
            return;
        }

        if (!Confirms(next) && !Completes(next) && !Controls(next)) return;
        Thread.Drain();
        if (_completion is null && _run is { IsCompleted: true }) End(Outcome());
    }

    /// <summary>After the end only four things still matter: other history than asked for, a hold, a termination, and late events.</summary>
    private void ProcessEnded(HistoryEvent next)
    {
        if (_completion!.Status is OrchestrationStatus.Terminated) return;
        switch (next.EventTypeCase)
        {
            case Case.ExecutionSuspended or Case.ExecutionResumed or Case.ExecutionTerminated:
                Controls(next);
                break;
            case Case.EventRaised:
                _completion.Carry?.Add(next);
                break;
            default:
                if (_completion.Status is OrchestrationStatus.Completed or OrchestrationStatus.ContinuedAsNew) Confirms(next);
                break;
        }
    }

    private bool Confirms(HistoryEvent next)
    {
        switch (next.EventTypeCase)
        {
            case Case.TaskScheduled:
                Actions.Confirm(next.EventId, ActionKind.Activity, next.TaskScheduled.Name);
                return true;
            case Case.TimerCreated:
                Actions.Confirm(next.EventId, ActionKind.Timer, string.Empty);
                return true;
            case Case.SubOrchestrationInstanceCreated:
                Actions.Confirm(next.EventId, ActionKind.SubOrchestration, next.SubOrchestrationInstanceCreated.Name);
                return true;
            case Case.EventSent:
                Actions.Confirm(next.EventId, ActionKind.SentEvent, next.EventSent.Name);
                return true;
            default:
                return false;
        }
    }

    private bool Completes(HistoryEvent next)
    {
        switch (next.EventTypeCase)
        {
            case Case.TaskCompleted:
                CompleteActivity(next.TaskCompleted);
                return true;
            case Case.TaskFailed:
                Actions.Close(next.TaskFailed.TaskScheduledId, ActionKind.Activity)?.Fail(Failures.FromWire(next.TaskFailed.FailureDetails));
                return true;
            case Case.TimerFired:
                Actions.Close(next.TimerFired.TimerId, ActionKind.Timer)?.Complete(null);
                return true;
            case Case.SubOrchestrationInstanceCompleted when next.SubOrchestrationInstanceCompleted is var child:
                Actions.Close(child.TaskScheduledId, ActionKind.SubOrchestration)?.Complete(child.Result);
                return true;
            case Case.SubOrchestrationInstanceFailed when next.SubOrchestrationInstanceFailed is var child:
                Actions.Close(child.TaskScheduledId, ActionKind.SubOrchestration)?.Fail(Failures.FromWire(child.FailureDetails));
                return true;
            case Case.EventRaised:
                Inbox.Deliver(next);
                return true;
            default:
                return false;
        }
    }

    private void CompleteActivity(TaskCompletedEvent completed)
    {
        if (Actions.Close(completed.TaskScheduledId, ActionKind.Activity) is not { } open) return;
        var outcome = Decoder is null ? new(completed.Result) : Decoder.Decode(completed.Result);
        if (outcome.Failure is { } failure) open.Fail(failure);
        else open.Complete(outcome.Result);
    }

    private bool Controls(HistoryEvent next)
    {
        switch (next.EventTypeCase)
        {
            case Case.ExecutionStarted:
                if (Now == default && next.Timestamp is { } accepted) Now = accepted.ToDateTime();
                Begin(next.ExecutionStarted);
                return true;
            case Case.ExecutionSuspended:
                IsSuspended = true;
                return true;
            case Case.ExecutionResumed:
                Resume();
                return true;
            case Case.ExecutionTerminated:
                Terminate(next.ExecutionTerminated.Input);
                return true;
            default:
                return false;
        }
    }

    private void Begin(ExecutionStartedEvent started)
    {
        if (_run is not null) return;
        if (_begin(this, started) is not { } begun)
        {
            End(Completion.NotFound(started.Name));
            return;
        }

        (_orchestrator, _context) = begun;
        var input = Converter.Deserialize(started.Input, _orchestrator.InputType);
        _run = _orchestrator.RunAsync(_context, input);
    }

    private void Resume()
    {
        if (!IsSuspended) return;
        IsSuspended = false;
        // None of them can suspend again: a second hold while held is no event of its own.
        while (_whileSuspended.TryDequeue(out var held)) Process(held);
    }

    /// <summary>A result that was already given stands; anything else, also a wish to continue as new, gives way.</summary>
    private void Terminate(string? output)
    {
        if (_completion is { Continues: false } && !IsSuspended) return;
        _completion = Completion.Terminated(output);
        IsSuspended = false;
    }

    private Completion Outcome()
    {
        if (!_run!.IsCompletedSuccessfully)
            return Completion.Failed(_run.Exception?.InnerException ?? new TaskCanceledException(_run));
        if (_context!.NextExecution is { } next)
            return Completion.ContinuedAsNew(next.Input, next.KeepsEvents ? [.. Inbox.Kept()] : null);
        try
        {
            return Completion.Completed(Converter.Serialize(_run.Result, _orchestrator!.OutputType));
        }
        catch (Exception unwritable)
        {
            return Completion.Failed(unwritable);
        }
    }

    private void End(Completion completion) => _completion = completion;

    private void CheckThatSomethingDurableIsAwaited()
    {
        if (_completion is not null || IsSuspended) return;
        if (Thread.Foreign is { } what) throw new ForeignAwaitException(what);
        if (_run is null) return; // Events may come before the start; they are kept in the history until it comes.
        if (OpenTasks == 0) throw new ForeignAwaitException("An await of something that is no durable task");
    }
}
