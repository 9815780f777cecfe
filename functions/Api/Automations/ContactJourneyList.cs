namespace CampaignTasks.Api.Automations;

/// <summary>The journeys of one contact: of each automation the newest two hundred.</summary>
internal sealed record ContactJourneyList(IReadOnlyList<JourneyView> Items);
