namespace CampaignTasks.Api.Automations;

/// <summary>A page of an automation's tests.</summary>
internal sealed record AutomationTestList(IReadOnlyList<AutomationTestView> Items, string? Next);
