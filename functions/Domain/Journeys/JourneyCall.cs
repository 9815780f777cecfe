namespace CampaignTasks.Domain.Journeys;

/// <summary>The calls of a journey's webhook step that nobody took so far.</summary>
/// <param name="Since">When the journey came to the step.</param>
/// <param name="Attempts">The number of attempts.</param>
public sealed record JourneyCall(DateTimeOffset Since, int Attempts);
