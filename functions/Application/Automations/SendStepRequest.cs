using System.Text.Json.Serialization;
using CampaignTasks.Application.Creatives;
using CampaignTasks.Domain;

namespace CampaignTasks.Application.Automations;

/// <summary>A message to be sent by a step.</summary>
public sealed record SendStepRequest
{
    /// <summary>The channel to send on.</summary>
    public ChannelKind? Channel { get; init; }

    /// <summary>Ids of the accounts that send; absent: the channel's default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string?>? Accounts { get; init; }

    /// <summary>What to say: this, or creativeId, or creatives.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CreativeRequest? Creative { get; init; }

    /// <summary>A saved creative, in its newest version.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CreativeId { get; init; }

    /// <summary>2 to 10 saved creatives, among which people are distributed by weight.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public List<CreativeShareRequest>? Creatives { get; init; }
}
