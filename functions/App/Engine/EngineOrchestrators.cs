using DurableTask.Core;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Shims;

namespace CampaignTasks.App.Engine;

/// <summary>The orchestrators of the app by name, for the engine.</summary>
internal sealed class EngineOrchestrators(IDurableTaskFactory tasks, IServiceProvider services, DurableTaskShimFactory shims)
    : INameVersionObjectManager<TaskOrchestration>
{
    public TaskOrchestration GetObject(string name, string? version) =>
        tasks.TryCreateOrchestrator(name, services, out var orchestrator)
            ? shims.CreateOrchestration(name, orchestrator)
            : new Unknown(name);

    public void Add(ObjectCreator<TaskOrchestration> creator) =>
        throw new NotSupportedException("Orchestrators are registered with the worker.");

    /// <summary>An orchestration that fails, and so ends; without it the engine would retry an unknown name for ever.</summary>
    private sealed class Unknown(string name) : TaskOrchestration
    {
        // The engine treats an exception before the task exists as its own failure: it tries again, and all other orchestrations wait.
        public override Task<string> Execute(OrchestrationContext context, string input) =>
            Task.FromException<string>(new InvalidOperationException($"There is no orchestrator {name}."));

        public override void RaiseEvent(OrchestrationContext context, string name, string input) { }

        public override string? GetStatus() => null;
    }
}
