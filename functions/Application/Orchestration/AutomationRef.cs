namespace CampaignTasks.Application.Orchestration;

/// <summary>A reference to an automation.</summary>
public sealed record AutomationRef(string TenantId, string AutomationId)
{
    /// <summary>The id of the automation's one orchestration.</summary>
    public string InstanceId => $"automation-{TenantId}-{AutomationId}";
}
