using Microsoft.DurableTask.Protobuf;

namespace CampaignTasks.Testing.Orchestrations;

/// <summary>What an orchestrator decided in a turn.</summary>
public sealed class TurnOutcome
{
    internal TurnOutcome(Turn turn, IReadOnlyList<OrchestratorAction> actions)
    {
        (Turn, Actions) = (turn, actions);
        Written =
        [
            .. turn.New,
            .. actions.Select(EventOf).OfType<HistoryEvent>().Select(At),
            At(new() { EventId = -1, OrchestratorCompleted = new() }),
        ];
    }

    /// <summary>The turn.</summary>
    public Turn Turn { get; }

    /// <summary>What it asks for.</summary>
    public IReadOnlyList<OrchestratorAction> Actions { get; }

    /// <summary>The events that are to be stored.</summary>
    public IReadOnlyList<HistoryEvent> Written { get; }

    /// <summary>How the execution ends with it; null while it goes on.</summary>
    public CompleteOrchestrationAction? Completion =>
        Actions.Select(static action => action.CompleteOrchestration).FirstOrDefault(static end => end is not null);

    /// <summary>Whether others are told something.</summary>
    public bool Sends =>
        Actions.Any(action => action.CompleteOrchestration is null)
        || (Turn.Parent is not null && Completion is { OrchestrationStatus: not OrchestrationStatus.ContinuedAsNew });

    private HistoryEvent At(HistoryEvent happened)
    {
        happened.Timestamp = Turn.New[0].Timestamp;
        return happened;
    }

    private static HistoryEvent? EventOf(OrchestratorAction action) =>
        action.OrchestratorActionTypeCase switch
        {
            OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask => new()
            {
                EventId = action.Id,
                TaskScheduled = new()
                {
                    Name = action.ScheduleTask.Name,
                    Version = action.ScheduleTask.Version,
                    Input = action.ScheduleTask.Input,
                },
            },
            OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer => new()
            {
                EventId = action.Id,
                TimerCreated = new() { FireAt = action.CreateTimer.FireAt },
            },
            OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration => new()
            {
                EventId = action.Id,
                SubOrchestrationInstanceCreated = new()
                {
                    InstanceId = action.CreateSubOrchestration.InstanceId,
                    Name = action.CreateSubOrchestration.Name,
                    Version = action.CreateSubOrchestration.Version,
                    Input = action.CreateSubOrchestration.Input,
                },
            },
            OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent => new()
            {
                EventId = action.Id,
                EventSent = new()
                {
                    InstanceId = action.SendEvent.Instance.InstanceId,
                    Name = action.SendEvent.Name,
                    Input = action.SendEvent.Data,
                },
            },
            OrchestratorAction.OrchestratorActionTypeOneofCase.CompleteOrchestration => null,
            _ => throw new NotSupportedException($"The hub of the tests does not know {action.OrchestratorActionTypeCase}."),
        };
}
