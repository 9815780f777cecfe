using DurableTask.Core;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Shims;
using CoreActivity = DurableTask.Core.TaskActivity;

namespace CampaignTasks.App.Engine;

/// <summary>An activity that is created, with its own service scope, for every call.</summary>
internal sealed class ScopedActivity(
    string name,
    IDurableTaskFactory tasks,
    IServiceScopeFactory scopes,
    DurableTaskShimFactory shims,
    ActivitiesUnderWay underWay,
    EngineTelemetry telemetry
) : CoreActivity
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
            // The activity is not done: another process, or this one after a restart, runs it again.
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
            // Only a deployment can add it, and its processes then make the next attempt.
            throw new InvalidOperationException($"There is no activity {name}.");
        }

        return (await shims.CreateActivity(name, activity).RunAsync(context, input))!;
    }
}
