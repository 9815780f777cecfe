namespace CampaignTasks.Application.Orchestration;

/// <summary>The result of a step of an import.</summary>
public sealed record ImportStep(bool IsDone);
