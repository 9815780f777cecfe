using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;

namespace CampaignTasks.Application.Automations;

/// <summary>A test of an automation with the journeys of its testers.</summary>
/// <param name="Automation">The test: an automation of its own.</param>
/// <param name="Journeys">The journeys.</param>
internal sealed record AutomationTestRun(Automation Automation, IReadOnlyList<Journey> Journeys);
