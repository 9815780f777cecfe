namespace CampaignTasks.Application.Testers;

/// <summary>A test of a task.</summary>
/// <param name="Testers">The ids of 1 to 50 testers.</param>
public sealed record TestRequest(List<string?>? Testers);
