namespace CampaignTasks.Api.Automations;

/// <summary>What an edit means for journeys under way.</summary>
/// <param name="Moved">Journeys that go on by the new version.</param>
/// <param name="Kept">Journeys that go on by the version they have.</param>
internal sealed record AutomationChangeView(int Moved, int Kept);
