namespace CampaignTasks.Durable;

/// <summary>Options of a call to an activity or sub-orchestrator.</summary>
/// <param name="Retry">How failures are retried. Default: not at all.</param>
/// <param name="Tags">Labels that travel with the call. Hosts may drop them: never decide by them.</param>
public record TaskOptions(TaskRetryOptions? Retry = null, IReadOnlyDictionary<string, string>? Tags = null)
{
    /// <summary>Retries by a policy.</summary>
    /// <param name="policy">The policy.</param>
    public static TaskOptions FromRetryPolicy(RetryPolicy policy) => new(new TaskRetryOptions(policy));

    /// <summary>Retries as a handler decides.</summary>
    /// <param name="handler">The handler.</param>
    public static TaskOptions FromRetryHandler(RetryHandler handler) => new(new TaskRetryOptions(handler));

    /// <summary>Retries as an asynchronous handler decides.</summary>
    /// <param name="handler">The handler.</param>
    public static TaskOptions FromRetryHandler(AsyncRetryHandler handler) => new(new TaskRetryOptions(handler));

    /// <summary>The same options for a sub-orchestration with a chosen id.</summary>
    /// <param name="instanceId">The child's id.</param>
    public SubOrchestrationOptions WithInstanceId(string instanceId) => new(this, instanceId);
}

/// <summary>Options of a call to a sub-orchestrator.</summary>
public sealed record SubOrchestrationOptions : TaskOptions
{
    /// <summary>Options with an id.</summary>
    /// <param name="options">Retry and tags.</param>
    /// <param name="instanceId">The child's id, or null for a derived one.</param>
    public SubOrchestrationOptions(TaskOptions options, string? instanceId = null)
        : base(options) => InstanceId = instanceId;

    /// <summary>Options with an id.</summary>
    /// <param name="retry">How failures are retried. Default: not at all.</param>
    /// <param name="instanceId">The child's id, or null for a derived one.</param>
    public SubOrchestrationOptions(TaskRetryOptions? retry = null, string? instanceId = null)
        : base(retry) => InstanceId = instanceId;

    /// <summary>
    /// The child's instance id. A retry starts the child again under the same id, so with retries leave it null unless the host allows a
    /// finished id to be used again.
    /// </summary>
    /// <value>Default null: <see cref="TaskOrchestrationContext.NewGuid"/> in <c>N</c> format, new for each attempt.</value>
    public string? InstanceId { get; init; }

    /// <summary>The version the child sees.</summary>
    /// <value>Default null: the host's default version.</value>
    public string? Version { get; init; }
}

/// <summary>Either a policy or a handler.</summary>
public sealed class TaskRetryOptions
{
    /// <summary>Retry by a policy.</summary>
    /// <param name="policy">The policy.</param>
    public TaskRetryOptions(RetryPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        Policy = policy;
    }

    /// <summary>Retry as a handler decides.</summary>
    /// <param name="handler">The handler.</param>
    public TaskRetryOptions(AsyncRetryHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Handler = handler;
    }

    /// <summary>Retry as a handler decides.</summary>
    /// <param name="handler">The handler.</param>
    public TaskRetryOptions(RetryHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Handler = context => Task.FromResult(handler(context));
    }

    /// <summary>The policy, if this is one.</summary>
    public RetryPolicy? Policy { get; }

    /// <summary>The handler, if this is one.</summary>
    public AsyncRetryHandler? Handler { get; }

    /// <summary>A policy is retry options.</summary>
    /// <param name="policy">The policy.</param>
    public static implicit operator TaskRetryOptions(RetryPolicy policy) => FromRetryPolicy(policy);

    /// <summary>The named twin of the conversion.</summary>
    /// <param name="policy">The policy.</param>
    public static TaskRetryOptions FromRetryPolicy(RetryPolicy policy) => new(policy);
}
