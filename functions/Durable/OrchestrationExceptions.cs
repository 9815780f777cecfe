namespace CampaignTasks.Durable;

/// <summary>A start was refused because the instance id is in use and not finished.</summary>
/// <param name="instanceId">The id.</param>
public sealed class OrchestrationAlreadyExistsException(string instanceId)
    : InvalidOperationException($"An orchestration instance with the id '{instanceId}' already exists.")
{
    /// <summary>The id.</summary>
    public string InstanceId { get; } = instanceId;
}

/// <summary>There is no instance with this id.</summary>
/// <param name="instanceId">The id.</param>
public sealed class OrchestrationNotFoundException(string instanceId)
    : InvalidOperationException($"No orchestration instance has the id '{instanceId}'.")
{
    /// <summary>The id.</summary>
    public string InstanceId { get; } = instanceId;
}

/// <summary>The instance has finished and takes no more events.</summary>
/// <param name="instanceId">The id.</param>
public sealed class OrchestrationFinishedException(string instanceId)
    : InvalidOperationException($"The orchestration instance '{instanceId}' has finished.")
{
    /// <summary>The id.</summary>
    public string InstanceId { get; } = instanceId;
}
