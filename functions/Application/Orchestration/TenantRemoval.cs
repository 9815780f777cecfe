namespace CampaignTasks.Application.Orchestration;

/// <summary>The removal of a tenant with everything it has.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="IsQuiet">Whether everything was removed once, and what was still at work has had time to end.</param>
public sealed record TenantRemoval(string TenantId, bool IsQuiet = false)
{
    /// <summary>The id of the tenant's one removal.</summary>
    public string InstanceId => $"removal-{TenantId}";
}
