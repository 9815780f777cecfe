namespace CampaignTasks.Durable;

/// <summary>Thrown into an orchestrator by the await of an activity or sub-orchestration that failed, after all retries of its options.</summary>
public sealed class TaskFailedException : Exception
{
    /// <summary>A failed activity or child.</summary>
    /// <param name="taskName">Its name.</param>
    /// <param name="taskId">The id of the action that scheduled it.</param>
    /// <param name="failureDetails">What happened.</param>
    public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
        : base($"Task '{taskName}' (#{taskId}) failed with an unhandled exception: {failureDetails?.ErrorMessage}")
    {
        ArgumentNullException.ThrowIfNull(failureDetails);
        (TaskName, TaskId, FailureDetails) = (taskName, taskId, failureDetails);
    }

    /// <summary>The name of the activity or sub-orchestrator.</summary>
    public string TaskName { get; }

    /// <summary>The id of the action that scheduled the last attempt.</summary>
    public int TaskId { get; }

    /// <summary>What the last attempt reported; never null, also when the host gave no details.</summary>
    public TaskFailureDetails FailureDetails { get; }
}
