namespace CampaignTasks.Application.Automations;

/// <summary>A change of an automation: what is absent stays, what is given replaces the whole field.</summary>
public sealed record AutomationChange : AutomationDefinitionRequest;
