namespace CampaignTasks.Application.Orchestration;

/// <summary>Names a run.</summary>
public sealed record RunRef(string TenantId, string TaskId, string RunId);
