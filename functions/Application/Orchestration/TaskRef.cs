namespace CampaignTasks.Application.Orchestration;

/// <summary>A reference to a task.</summary>
public sealed record TaskRef(string TenantId, string TaskId)
{
    /// <summary>The id of the task's one orchestration.</summary>
    public string InstanceId => $"task-{TenantId}-{TaskId}";
}
