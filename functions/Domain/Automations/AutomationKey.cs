namespace CampaignTasks.Domain.Automations;

/// <summary>The key of an automation: every place of its journeys begins with it.</summary>
public sealed record AutomationKey(string TenantId, string AutomationId);
