using System.Text.Json.Serialization;

namespace CampaignTasks.Application.Automations;

/// <summary>A wait: for a while, or until a time of the day.</summary>
public sealed record WaitStepRequest
{
    /// <summary>How long, as in P2D: PT1S to P365D.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? For { get; init; }

    /// <summary>The local time at which it ends, as in 09:00.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Until { get; init; }

    /// <summary>The days on which it may end, as in monday; absent: all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Weekdays { get; init; }
}
