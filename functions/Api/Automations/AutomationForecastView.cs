using CampaignTasks.Application.Automations;

namespace CampaignTasks.Api.Automations;

/// <summary>What comes due in an automation.</summary>
/// <param name="Until">How far it looks.</param>
/// <param name="Items">Journeys under way by the hour and the step at which they go on; hours without any are left out.</param>
internal sealed record AutomationForecastView(DateTimeOffset Until, IReadOnlyList<DueSteps> Items);
