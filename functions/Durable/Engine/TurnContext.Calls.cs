using CampaignTasks.Durable.Protocol;

namespace CampaignTasks.Durable.Engine;

/// <content>Calls to activities and children, once or until they succeed.</content>
internal sealed partial class TurnContext
{
    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name.Name, nameof(name));
        return options?.Retry is { } retry
            ? CallUntilSuccess(() => CallActivityOnce<TResult>(name.Name, input, options), retry)
            : CallActivityOnce<TResult>(name.Name, input, options);
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        return options?.Retry is { } retry
            ? CallUntilSuccess(() => CallChildOnce<TResult>(orchestratorName.Name, input, options), retry)
            : CallChildOnce<TResult>(orchestratorName.Name, input, options);
    }

    private Task<TResult> CallActivityOnce<TResult>(string name, object? input, TaskOptions? options)
    {
        var (id, build) = turn.Actions.Take(ActionKind.Activity, name);
        if (build)
        {
            // Activities see the version of the instance that calls them.
            var call = new ScheduleTaskAction { Name = name, Version = started.Version, Input = turn.Converter.Serialize(input) };
            if (options?.Tags is { } tags) call.Tags.Add(tags.ToDictionary());
            turn.Actions.Send(new() { Id = id, ScheduleTask = call });
        }

        return Open<TResult>(id, name).Task;
    }

    private Task<TResult> CallChildOnce<TResult>(string name, object? input, TaskOptions? options)
    {
        var child = options as SubOrchestrationOptions;
        var (id, build) = turn.Actions.Take(ActionKind.SubOrchestration, name);
        if (child?.InstanceId is null && !build) _guids++; // The id is in the history; only the count must stay the same.
        if (build)
        {
            var call = new CreateSubOrchestrationAction
            {
                InstanceId = child?.InstanceId ?? NewGuid().ToString("N"),
                Name = name,
                Version = child?.Version,
                Input = turn.Converter.Serialize(input),
            };
            if (options?.Tags is { } tags) call.Tags.Add(tags.ToDictionary());
            turn.Actions.Send(new() { Id = id, CreateSubOrchestration = call });
        }

        return Open<TResult>(id, name).Task;
    }

    private async Task<TResult> CallUntilSuccess<TResult>(Func<Task<TResult>> call, TaskRetryOptions retry)
    {
        var firstAttempt = CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException failed) when (!failed.FailureDetails.IsNonRetriable)
            {
                if (!await AllowsRetry(new(this, attempt, failed.FailureDetails, CurrentUtcDateTime - firstAttempt), retry)) throw;
            }
        }
    }

    private async Task<bool> AllowsRetry(RetryContext failure, TaskRetryOptions retry)
    {
        if (retry.Handler is { } handler) return await handler(failure);
        var policy = retry.Policy!;
        if (failure.LastAttemptNumber >= policy.MaxNumberOfAttempts || !policy.HandleFailure(failure.LastFailure)) return false;
        if (policy.RetryTimeout != Timeout.InfiniteTimeSpan && failure.TotalRetryTime >= policy.RetryTimeout) return false;
        await CreateTimer(policy.DelayAfter(failure.LastAttemptNumber), CancellationToken.None);
        return true;
    }
}
