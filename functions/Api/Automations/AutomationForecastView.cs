using CampaignTasks.Application.Automations;

namespace CampaignTasks.Api.Automations;

/// <summary>What comes due in an automation.</summary>
/// <param name="Until">How far it looks.</param>
/// <param name="Items">
/// Journeys under way by the hour and the step that they come to along their waits; hours without any are left out.
/// </param>
/// <param name="Partial">
/// Whether there is more: some journeys come to a branch, behind which their way is not known, or they are too many to be looked at.
/// </param>
internal sealed record AutomationForecastView(DateTimeOffset Until, IReadOnlyList<DueSteps> Items, bool Partial);
