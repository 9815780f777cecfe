namespace CampaignTasks.Api.Automations;

/// <summary>A page of journeys. It may hold fewer than were asked for, and still have a next one.</summary>
internal sealed record JourneyList(IReadOnlyList<JourneyView> Items, string? Next);
