using System.Text.Json.Serialization;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Collections;

namespace CampaignTasks.Domain.Journeys;

/// <summary>The places of one contact's journeys in one automation.</summary>
/// <param name="Key">The automation.</param>
/// <param name="ContactId">The contact.</param>
public sealed record ContactJourneys(AutomationKey Key, string ContactId)
{
    /// <summary>The most places that are kept: the newest.</summary>
    public const int Most = 200;

    /// <summary>The places, oldest first.</summary>
    public required IReadOnlyList<JourneyPlace> Places
    {
        get;
        init => field = EquatableList<JourneyPlace>.From([.. value.TakeLast(Most)]);
    }

    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }
}
