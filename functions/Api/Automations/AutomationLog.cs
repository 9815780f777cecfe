namespace CampaignTasks.Api.Automations;

/// <summary>A page of an automation's log.</summary>
internal sealed record AutomationLog(IReadOnlyList<AutomationEntryView> Items, string? Next);
