using Azure;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Protobuf;

namespace CampaignTasks.Testing.Orchestrations;

/// <content>Turns: taken, sent, stored, done with.</content>
public sealed partial class OrchestrationHub
{
    /// <summary>Takes the messages of the instance that has waited longest; null when none can be taken.</summary>
    public Turn? TakeTurn()
    {
        var now = Elapsed;
        if (_addressed.Where(instance => NextAt(instance) <= now).MinBy(NextAt) is not { } instance)
        {
            return null;
        }

        instance.Messages.RemoveAll(instance.IsInVain);
        var messages = instance
            .Messages.Where(message => message.VisibleAt <= now && instance.CanTake(message))
            .OrderBy(static message => (message.VisibleAt, message.Number))
            .ToList();
        if (messages.Count == 0)
        {
            Forget(instance);
            return null;
        }

        var turn = new Turn(instance, ++_numbers, messages, time.GetUtcNow());
        instance.Lock = (turn.Number, now + VisibilityTimeout);
        return turn;
    }

    /// <summary>Sends what a turn wants sent. It happens before the turn is stored: a turn that is taken again sends again.</summary>
    public void Send(TurnOutcome outcome)
    {
        foreach (var action in outcome.Actions)
        {
            Send(outcome.Turn, action);
        }

        Changed?.Invoke();
    }

    /// <summary>Stores a turn.</summary>
    /// <exception cref="RequestFailedException">412: somebody else has stored one since it was taken.</exception>
    public void Commit(TurnOutcome outcome)
    {
        var turn = outcome.Turn;
        if (!_instances.TryGetValue(turn.InstanceId, out var instance) || instance.Version != turn.Version)
        {
            throw new RequestFailedException(412, "The history was changed.");
        }

        var now = time.GetUtcNow();
        instance.Append(outcome.Written, now);
        switch (outcome.Completion)
        {
            case { OrchestrationStatus: OrchestrationStatus.ContinuedAsNew } end:
                var start = NewStart(turn.Name, turn.InstanceId, end.Result, turn.Parent);
                instance.ContinueAs(start.ExecutionStarted, now);
                Deliver(instance, start, instance.ExecutionId, Elapsed);
                foreach (var kept in end.CarryoverEvents)
                {
                    Deliver(instance, kept.Clone(), execution: null, Elapsed);
                }

                break;
            case { } end:
                instance.End((OrchestrationRuntimeStatus)end.OrchestrationStatus, end.FailureDetails?.ErrorMessage ?? end.Result);
                break;
        }
    }

    /// <summary>Is done with a turn: its messages are gone, and the next can be taken.</summary>
    public void Delete(Turn turn)
    {
        if (_instances.TryGetValue(turn.InstanceId, out var instance))
        {
            instance.Messages.RemoveAll(message => turn.Messages.Any(taken => taken.Number == message.Number));
            if (instance.Lock.Turn == turn.Number)
            {
                instance.Lock = default;
            }

            Forget(instance);
            Changed?.Invoke();
        }
    }

    private void Send(Turn turn, OrchestratorAction action)
    {
        switch (action.OrchestratorActionTypeCase)
        {
            case OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask:
                _activities.Add(
                    new ActivityWork(
                        turn.InstanceId,
                        turn.ExecutionId,
                        action.Id,
                        action.ScheduleTask.Name,
                        action.ScheduleTask.Input,
                        ++_numbers,
                        Receipt: 0
                    ),
                    Soon()
                );
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer:
                var fireAt = action.CreateTimer.FireAt;
                DeliverIfThere(
                    turn.InstanceId,
                    new()
                    {
                        TimerFired = new() { TimerId = action.Id, FireAt = fireAt },
                    },
                    turn.ExecutionId,
                    Early(fireAt.ToDateTimeOffset())
                );
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent:
                var delivered = action.SendEvent;
                DeliverIfThere(
                    delivered.Instance.InstanceId,
                    new()
                    {
                        EventRaised = new() { Name = delivered.Name, Input = delivered.Data },
                    },
                    execution: null,
                    Soon()
                );
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration:
                StartChild(turn, action.Id, action.CreateSubOrchestration);
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CompleteOrchestration:
                AnswerParent(turn, action.CompleteOrchestration);
                break;
        }
    }

    // Sent again by the same call, it is there already.
    private void StartChild(Turn turn, int taskId, CreateSubOrchestrationAction child)
    {
        var parent = new ParentInstanceInfo
        {
            TaskScheduledId = taskId,
            Name = turn.Name,
            Version = "",
            OrchestrationInstance = new() { InstanceId = turn.InstanceId, ExecutionId = turn.ExecutionId },
        };
        if (!_instances.TryGetValue(child.InstanceId, out var there) || !parent.Equals(there.Parent))
        {
            Begin(NewStart(child.Name, child.InstanceId, child.Input, parent), Soon());
        }
    }

    private void AnswerParent(Turn turn, CompleteOrchestrationAction end)
    {
        if (turn.Parent is not { } parent || end.OrchestrationStatus is OrchestrationStatus.ContinuedAsNew)
        {
            return;
        }

        HistoryEvent answer =
            end.OrchestrationStatus is OrchestrationStatus.Completed
                ? new()
                {
                    SubOrchestrationInstanceCompleted = new() { TaskScheduledId = parent.TaskScheduledId, Result = end.Result },
                }
                : new()
                {
                    SubOrchestrationInstanceFailed = new()
                    {
                        TaskScheduledId = parent.TaskScheduledId,
                        FailureDetails = end.FailureDetails ?? new() { ErrorType = "Terminated", ErrorMessage = end.Result ?? "" },
                    },
                };
        DeliverIfThere(parent.OrchestrationInstance.InstanceId, answer, parent.OrchestrationInstance.ExecutionId, Soon());
    }

    private void DeliverIfThere(string id, HistoryEvent happened, string? execution, TimeSpan visibleAt)
    {
        if (_instances.TryGetValue(id, out var instance))
        {
            Deliver(instance, happened, execution, visibleAt);
        }
    }

    /// <summary>When an instance can be taken; null while nothing for it is on its way.</summary>
    private static TimeSpan? NextAt(StoredInstance instance)
    {
        TimeSpan? next = null;
        foreach (var message in instance.Messages)
        {
            if ((next is null || message.VisibleAt < next) && (instance.CanTake(message) || instance.IsInVain(message)))
            {
                next = message.VisibleAt;
            }
        }

        return next < instance.Lock.Until ? instance.Lock.Until : next;
    }

    private void Forget(StoredInstance instance)
    {
        if (instance.Messages.Count == 0)
        {
            _addressed.Remove(instance);
        }
    }
}
