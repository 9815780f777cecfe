namespace CampaignTasks.Application.Automations;

/// <summary>An automation to be created.</summary>
public sealed record AutomationRequest : AutomationDefinitionRequest
{
    /// <summary>Whether to start at once, or to stay a draft (the default).</summary>
    public bool? Start { get; init; }
}
