namespace CampaignTasks.Application.Automations;

/// <summary>The steps that journeys come to in the next days.</summary>
/// <param name="Until">How far it looks.</param>
/// <param name="Steps">Journeys by hour and step.</param>
/// <param name="IsPartial">
/// Whether there is more: the journeys are too many to look at all of them, or some come to a branch, where their way is decided.
/// </param>
internal sealed record DueJourneys(DateTimeOffset Until, IReadOnlyList<DueSteps> Steps, bool IsPartial);
