using CampaignTasks.Durable.Engine;
using CampaignTasks.Durable.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CampaignTasks.Durable.Tests.Engine.Replay;

/// <summary>Executors over orchestrators given as functions.</summary>
internal static class Engines
{
    /// <summary>The orchestrator name of all one-orchestrator tests.</summary>
    public const string Name = "Tested";

    public static OrchestrationExecutor With(
        Func<TaskOrchestrationContext, Task<string>> run,
        IActivityResultDecoder? decoder = null,
        ILoggerFactory? loggers = null,
        TimeSpan? blockingLimit = null) =>
        With(registry => registry.AddOrchestrator(Name, _ => new FuncOrchestrator<object?, string>((context, _) => run(context))),
            decoder, loggers, blockingLimit);

    public static OrchestrationExecutor With(
        Action<DurableTaskRegistry> register,
        IActivityResultDecoder? decoder = null,
        ILoggerFactory? loggers = null,
        TimeSpan? blockingLimit = null)
    {
        var registry = new DurableTaskRegistry();
        register(registry);
        return new(
            registry,
            new ServiceCollection().BuildServiceProvider(),
            Converter,
            TimeSpan.FromDays(3),
            loggers ?? NullLoggerFactory.Instance,
            decoder)
        { BlockingLimit = blockingLimit ?? TimeSpan.FromSeconds(10) };
    }

    public static DataConverter Converter { get; } = new JsonDataConverter(new DurableTaskOptions().Json);

    public static OrchestratorResponse Execute(
        this OrchestrationExecutor executor, IEnumerable<HistoryEvent> past, params IEnumerable<HistoryEvent> fresh) =>
        executor.Execute(new OrchestratorRequest { InstanceId = History.InstanceId, PastEvents = { past }, NewEvents = { fresh } });

    /// <summary>A first turn: the given events all new.</summary>
    public static OrchestratorResponse Start(this OrchestrationExecutor executor, params IEnumerable<HistoryEvent> fresh) =>
        executor.Execute([], fresh);
}
