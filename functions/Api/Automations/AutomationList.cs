namespace CampaignTasks.Api.Automations;

/// <summary>A page of automations.</summary>
internal sealed record AutomationList(IReadOnlyList<AutomationView> Items, string? Next);
