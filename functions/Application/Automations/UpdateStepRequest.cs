using System.Text.Json;

namespace CampaignTasks.Application.Automations;

/// <summary>A change of a contact.</summary>
public sealed record UpdateStepRequest
{
    /// <summary>The new values of attributes by name; null removes one.</summary>
    public Dictionary<string, JsonElement>? Attributes { get; init; }
}
