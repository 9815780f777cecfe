namespace CampaignTasks.Application.Orchestration;

/// <summary>Whether an import has more parts.</summary>
public sealed record ImportStep(bool IsDone);
