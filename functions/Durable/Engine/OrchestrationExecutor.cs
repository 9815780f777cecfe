using CampaignTasks.Durable.Protocol;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;

namespace CampaignTasks.Durable.Engine;

/// <summary>
/// Runs one turn: replays the past events through the orchestrator, feeds it the new ones and returns what it wants next. Pure (the answer
/// depends on the request alone), free of transport, and total: every failure becomes a FAILED completion. Thread safe.
/// </summary>
/// <param name="registry">The known orchestrators.</param>
/// <param name="services">What their constructors need; the root provider, since a turn holds nothing that needs disposal.</param>
/// <param name="converter">Reads and writes payloads.</param>
/// <param name="maximumTimerInterval">Longer timers are split.</param>
/// <param name="loggers">For replay-safe loggers.</param>
/// <param name="decoder">Unwraps activity results, where the host wraps them.</param>
internal sealed class OrchestrationExecutor(
    DurableTaskRegistry registry,
    IServiceProvider services,
    DataConverter converter,
    TimeSpan maximumTimerInterval,
    ILoggerFactory loggers,
    IActivityResultDecoder? decoder = null)
{
    /// <summary>How long orchestrator code may block its thread (a lock, at most) before that counts as a wait that never ends.</summary>
    public TimeSpan BlockingLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Runs one turn.</summary>
    /// <param name="request">History and new events.</param>
    /// <returns>Actions ordered by id and the custom status; the instance id is always set, so the message is never empty.</returns>
    public OrchestratorResponse Execute(OrchestratorRequest request)
    {
        if (LacksHistory(request)) return new() { InstanceId = request.InstanceId, RequiresHistory = true };
        try
        {
            var thread = new OrchestratorThread(BlockingLimit);
            var turn = new Turn(request, thread, converter, Begin) { Decoder = decoder };
            thread.Run(turn.Run);
            return Answer(request, turn);
        }
        catch (Exception failure)
        {
            return Failed(request.InstanceId, failure);
        }
    }

    /// <summary>An answer that fails the instance, for a turn that cannot even begin.</summary>
    internal static OrchestratorResponse Failed(string instanceId, Exception failure) =>
        new() { InstanceId = instanceId, Actions = { Completion.Broken(failure).ToAction(0) } };

    private (ITaskOrchestrator Orchestrator, TurnContext Context)? Begin(Turn turn, ExecutionStartedEvent started) =>
        registry.CreateOrchestrator(started.Name, services) is { } orchestrator
            ? (orchestrator, new TurnContext(turn, started, maximumTimerInterval, loggers))
            : null;

    private static OrchestratorResponse Answer(OrchestratorRequest request, Turn turn)
    {
        var response = new OrchestratorResponse { InstanceId = request.InstanceId, CustomStatus = turn.CustomStatus };
        if (turn.IsSuspended) return response;
        if (turn.Ending is not { SendsPending: false }) response.Actions.AddRange(turn.Actions.Pending());
        if (turn.Ending is { } ending) response.Actions.Add(ending.ToAction(turn.Actions.NextId));
        return response;
    }

    /// <summary>A host with extended sessions may leave the history out; we keep nothing between turns, so we ask for it.</summary>
    private static bool LacksHistory(OrchestratorRequest request) =>
        request.PastEvents.Count == 0
        && request.Properties.TryGetValue("IncludePastEvents", out var included)
        && included.KindCase is Value.KindOneofCase.BoolValue && !included.BoolValue
        && !request.NewEvents.Any(raised => raised.ExecutionStarted is not null);
}
