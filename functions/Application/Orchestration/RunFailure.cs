namespace CampaignTasks.Application.Orchestration;

/// <summary>The reason why a run cannot go on by itself.</summary>
public sealed record RunFailure(RunRef Run, string Reason);
