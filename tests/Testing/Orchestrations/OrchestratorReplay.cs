using Google.Protobuf;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Protobuf;
using Microsoft.DurableTask.Worker.Grpc;

namespace CampaignTasks.Testing.Orchestrations;

/// <summary>Microsoft's replay of an orchestrator over a history.</summary>
public static class OrchestratorReplay
{
    /// <summary>Runs an orchestrator over what it has seen and what is new to it.</summary>
    /// <param name="orchestrator">The orchestrator; a new one for each turn.</param>
    /// <param name="instanceId">The instance's id.</param>
    /// <param name="past">The events of earlier turns; with the new ones they hold the execution's start.</param>
    /// <param name="fresh">The events of this turn.</param>
    /// <returns>What it asks for now and did not ask for before.</returns>
    public static IReadOnlyList<OrchestratorAction> Run(
        ITaskOrchestrator orchestrator,
        string instanceId,
        IEnumerable<HistoryEvent> past,
        IEnumerable<HistoryEvent> fresh
    )
    {
        var request = new OrchestratorRequest
        {
            InstanceId = instanceId,
            PastEvents = { past },
            NewEvents = { fresh },
        };
        var response = GrpcOrchestrationRunner.LoadAndRun(Convert.ToBase64String(request.ToByteArray()), orchestrator);
        return OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(response)).Actions;
    }
}
