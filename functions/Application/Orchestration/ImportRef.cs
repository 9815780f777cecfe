namespace CampaignTasks.Application.Orchestration;

/// <summary>A reference to an import.</summary>
public sealed record ImportRef(string TenantId, string ImportId)
{
    /// <summary>The id of the import's one orchestration.</summary>
    public string InstanceId => $"import-{TenantId}-{ImportId}";
}
