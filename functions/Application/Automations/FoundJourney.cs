using CampaignTasks.Domain.Journeys;

namespace CampaignTasks.Application.Automations;

/// <summary>A journey and where it stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="AutomationId">Its automation.</param>
/// <param name="Journey">The journey.</param>
/// <param name="Step">The path of its step; null when it has ended.</param>
internal sealed record FoundJourney(string Id, string AutomationId, Journey Journey, string? Step);
