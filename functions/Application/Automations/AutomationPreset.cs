namespace CampaignTasks.Application.Automations;

/// <summary>An automation to begin with.</summary>
/// <param name="Id">The preset.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Automation">The automation, ready to be posted.</param>
public sealed record AutomationPreset(string Id, string Description, AutomationRequest Automation);
