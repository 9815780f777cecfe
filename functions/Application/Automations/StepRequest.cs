using System.Text.Json.Serialization;

namespace CampaignTasks.Application.Automations;

/// <summary>A step of an automation: exactly one member is given.</summary>
public sealed record StepRequest
{
    /// <summary>Sends a message.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SendStepRequest? Send { get; init; }

    /// <summary>Waits.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WaitStepRequest? Wait { get; init; }

    /// <summary>Goes one of two ways, which meet again behind it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BranchStepRequest? Branch { get; init; }

    /// <summary>Changes attributes of the contact.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public UpdateStepRequest? Update { get; init; }

    /// <summary>Calls an address of your own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WebhookStepRequest? Webhook { get; init; }
}
