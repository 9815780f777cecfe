using CampaignTasks.Durable.Protocol;
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
    /// <summary>Runs one turn.</summary>
    /// <param name="request">History and new events.</param>
    /// <returns>Actions ordered by id and the custom status; the instance id is always set.</returns>
    public OrchestratorResponse Execute(OrchestratorRequest request) =>
        throw new NotImplementedException($"{registry}{services}{converter}{maximumTimerInterval}{loggers}{decoder}");

    /// <summary>An answer that fails the instance, for a turn that cannot even begin.</summary>
    internal static OrchestratorResponse Failed(string instanceId, Exception failure) => throw new NotImplementedException();
}
