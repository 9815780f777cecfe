using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Protobuf;

namespace CampaignTasks.Testing.Orchestrations;

/// <summary>An instance's messages, taken to be worked on.</summary>
public sealed class Turn
{
    internal Turn(StoredInstance instance, long number, IReadOnlyList<HubMessage> messages, DateTimeOffset now)
    {
        (InstanceId, Name, ExecutionId, Number, Version, Parent) = (
            instance.Id,
            instance.Name,
            instance.ExecutionId,
            number,
            instance.Version,
            instance.Parent
        );
        Past = [.. instance.History];
        Messages = messages;
        New = [Event(now, new() { OrchestratorStarted = new() }), .. messages.Select(static message => message.Event)];
    }

    /// <summary>The instance.</summary>
    public string InstanceId { get; }

    /// <summary>Its orchestrator.</summary>
    public string Name { get; }

    /// <summary>Its execution.</summary>
    public string ExecutionId { get; }

    /// <summary>The events of turns before.</summary>
    public IReadOnlyList<HistoryEvent> Past { get; }

    /// <summary>The events that came since.</summary>
    public IReadOnlyList<HistoryEvent> New { get; }

    internal long Number { get; }

    internal int Version { get; }

    internal ParentInstanceInfo? Parent { get; }

    internal IReadOnlyList<HubMessage> Messages { get; }

    /// <summary>Lets an orchestrator decide.</summary>
    public TurnOutcome Run(ITaskOrchestrator orchestrator) => new(this, OrchestratorReplay.Run(orchestrator, InstanceId, Past, New));

    /// <summary>An event that answers no action.</summary>
    internal static HistoryEvent Event(DateTimeOffset at, HistoryEvent happened)
    {
        happened.Timestamp = Timestamp.FromDateTimeOffset(at);
        happened.EventId = -1;
        return happened;
    }
}
