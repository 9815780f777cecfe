namespace CampaignTasks.Application.Orchestration;

/// <summary>A reference to a run.</summary>
public sealed record RunRef(string TenantId, string TaskId, string RunId);
