using System.Text.Json.Serialization;

namespace CampaignTasks.Application.Automations;

/// <summary>The purchase that an automation aims at.</summary>
public sealed record GoalPurchaseRequest
{
    /// <summary>One of these is bought; absent: anything.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string?>? Products { get; init; }
}
