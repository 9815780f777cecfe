namespace CampaignTasks.Application.Automations;

/// <summary>A test of an automation.</summary>
/// <param name="Testers">The ids of 1 to 50 testers.</param>
/// <param name="Speed">How many times shorter each wait is: 1 to 86400, by default 3600, so that an hour is a second.</param>
public sealed record AutomationTestRequest(List<string?>? Testers, int? Speed);
