namespace CampaignTasks.Application.Automations;

/// <summary>A call of an address of your own.</summary>
public sealed record WebhookStepRequest
{
    /// <summary>The address, with https: it gets a signed POST.</summary>
    public string? Url { get; init; }
}
