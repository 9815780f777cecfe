namespace CampaignTasks.Application.Automations;

/// <summary>Journeys that go on at a step within an hour.</summary>
/// <param name="Hour">The beginning of the hour.</param>
/// <param name="Step">The path of the step.</param>
/// <param name="Journeys">How many.</param>
public sealed record DueSteps(DateTimeOffset Hour, string Step, int Journeys);
