using System.Diagnostics;
using CampaignTasks.Durable.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.Durable;

/// <summary>Runs one activity for whichever host received it. Thread safe.</summary>
/// <param name="registry">The known activities.</param>
/// <param name="converter">Reads inputs and writes results.</param>
/// <param name="scopes">Every run has its own service scope.</param>
public sealed class ActivityRunner(DurableTaskRegistry registry, DataConverter converter, IServiceScopeFactory scopes)
{
    /// <summary>The <see cref="TaskFailureDetails.ErrorType"/> of a call to a name nobody registered.</summary>
    public const string NotFoundError = "ActivityTaskNotFound";

    /// <summary>
    /// Runs the activity. Whatever it throws becomes a failure, except the cancellation asked for by <paramref name="cancellationToken"/>.
    /// </summary>
    /// <param name="name">The activity.</param>
    /// <param name="instanceId">The orchestration that asked.</param>
    /// <param name="input">Its input's JSON, or null.</param>
    /// <param name="cancellationToken">The host is stopping: the run does not count and must be delivered again.</param>
    /// <exception cref="OperationCanceledException">The activity gave up because the host is stopping.</exception>
    public Task<ActivityOutcome> RunAsync(TaskName name, string instanceId, string? input, CancellationToken cancellationToken) =>
        RunAsync(name, instanceId, input, Activity.Current?.Context ?? default, cancellationToken);

    /// <summary>As above, in the trace of a turn.</summary>
    internal async Task<ActivityOutcome> RunAsync(TaskName name, string instanceId, string? input, ActivityContext caller, CancellationToken cancellationToken)
    {
        using var span = Telemetry.StartActivity(name.Name, instanceId, caller);
        var began = TimeProvider.System.GetTimestamp();
        var end = "abandoned";
        try
        {
            var outcome = await RunOnceAsync(name, instanceId, input, cancellationToken);
            end = outcome.Failure is null ? "completed" : "failed";
            if (outcome.Failure is { } failure) span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", failure.ErrorType);
            return outcome;
        }
        finally
        {
            Telemetry.ActivityEnded(name.Name, end, TimeProvider.System.GetElapsedTime(began));
        }
    }

    private async Task<ActivityOutcome> RunOnceAsync(TaskName name, string instanceId, string? input, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            if (registry.CreateActivity(name, scope.ServiceProvider) is not { } activity)
                return new(null, new(NotFoundError, $"No activity named '{name}' is registered.", IsNonRetriable: true));

            var argument = converter.Deserialize(input, activity.InputType);
            var result = await activity.RunAsync(new Context(name, instanceId, cancellationToken), argument);
            return new(converter.Serialize(result, activity.OutputType));
        }
        catch (Exception failure) when (!(failure is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            return new(null, TaskFailureDetails.FromException(failure));
        }
    }

    private sealed class Context(TaskName name, string instanceId, CancellationToken cancellationToken) : TaskActivityContext
    {
        public override TaskName Name { get; } = name;

        public override string InstanceId { get; } = instanceId;

        public override CancellationToken CancellationToken { get; } = cancellationToken;
    }
}
