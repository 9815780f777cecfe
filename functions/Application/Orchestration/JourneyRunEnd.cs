namespace CampaignTasks.Application.Orchestration;

/// <summary>The result of closing a run of an automation.</summary>
/// <param name="IsClosed">False when messages are pending that may leave later.</param>
/// <param name="Until">When to send again; null to wait for a refresh.</param>
public sealed record JourneyRunEnd(bool IsClosed, DateTimeOffset? Until = null);
