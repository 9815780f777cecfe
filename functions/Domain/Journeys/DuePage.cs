namespace CampaignTasks.Domain.Journeys;

/// <summary>A page of which journeys go on.</summary>
/// <param name="Page">The page.</param>
/// <param name="At">When the first of them does.</param>
public sealed record DuePage(int Page, DateTimeOffset At);
