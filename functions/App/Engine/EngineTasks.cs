using DurableTask.Core;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Shims;
using CoreActivity = DurableTask.Core.TaskActivity;

namespace CampaignTasks.App.Engine;

/// <summary>Gives the engine our orchestrators by name.</summary>
internal sealed class EngineOrchestrators(IDurableTaskFactory tasks, IServiceProvider services, DurableTaskShimFactory shims) : INameVersionObjectManager<TaskOrchestration>
{
    public TaskOrchestration GetObject(string name, string? version) =>
        tasks.TryCreateOrchestrator(name, services, out var orchestrator) ? shims.CreateOrchestration(name, orchestrator) : new Unknown(name);

    public void Add(ObjectCreator<TaskOrchestration> creator) => throw new NotSupportedException("Orchestrators are registered with the worker.");

    /// <summary>Fails, and so ends; without it the engine would try an unknown name for ever.</summary>
    private sealed class Unknown(string name) : TaskOrchestration
    {
        // What is thrown before the task is there, the engine takes for trouble of its own: it tries again, and everybody else waits.
        public override Task<string> Execute(OrchestrationContext context, string input) =>
            Task.FromException<string>(new InvalidOperationException($"There is no orchestrator {name}."));

        public override void RaiseEvent(OrchestrationContext context, string name, string input)
        {
        }

        public override string? GetStatus() => null;
    }
}

/// <summary>Gives the engine our activities by name.</summary>
internal sealed class EngineActivities(IDurableTaskFactory tasks, IServiceScopeFactory scopes, DurableTaskShimFactory shims, ActivitiesUnderWay underWay,
    EngineTelemetry telemetry)
    : INameVersionObjectManager<CoreActivity>
{
    public CoreActivity GetObject(string name, string? version) => new ScopedActivity(name, tasks, scopes, shims, underWay, telemetry);

    public void Add(ObjectCreator<CoreActivity> creator) => throw new NotSupportedException("Activities are registered with the worker.");
}

/// <summary>An activity that is made anew, with services of its own, for every call.</summary>
internal sealed class ScopedActivity(
    string name, IDurableTaskFactory tasks, IServiceScopeFactory scopes, DurableTaskShimFactory shims, ActivitiesUnderWay underWay, EngineTelemetry telemetry)
    : CoreActivity
{
    public override string Run(TaskContext context, string input) => throw new NotSupportedException("Activities run asynchronously.");

    public override async Task<string> RunAsync(TaskContext context, string input)
    {
        using var call = underWay.Begin();
        var began = TimeProvider.System.GetTimestamp();
        var outcome = "failed";
        try
        {
            var result = await RunOnceAsync(context, input);
            outcome = "completed";
            return result;
        }
        catch (Exception) when (underWay.IsStopping)
        {
            // The step is not over: another process, or this one when it is back, takes it up again.
            outcome = "abandoned";
            throw new SessionAbortedException("The process stops.");
        }
        finally
        {
            telemetry.ActivityEnded(name, outcome, TimeProvider.System.GetElapsedTime(began));
        }
    }

    private async Task<string> RunOnceAsync(TaskContext context, string input)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (!tasks.TryCreateActivity(name, scope.ServiceProvider, out var activity))
        {
            // Found again by trying again? Only after a deployment, whose processes then take the next attempt.
            throw new InvalidOperationException($"There is no activity {name}.");
        }

        return (await shims.CreateActivity(name, activity).RunAsync(context, input))!;
    }
}
