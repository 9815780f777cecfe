using System.Text.Json.Serialization;
using CampaignTasks.Domain.Audiences;

namespace CampaignTasks.Application.Automations;

/// <summary>What lets a contact enter an automation.</summary>
public sealed record TriggerRequest
{
    /// <summary>`listJoined`, `segmentEntered`, `purchase`, `cartAbandoned` or `event`.</summary>
    public string? Kind { get; init; }

    /// <summary>Of listJoined: the id of a static list.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? List { get; init; }

    /// <summary>Of segmentEntered: the id of a saved audience that has a segment.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Segment { get; init; }

    /// <summary>
    /// Of segmentEntered: whether those enter, too, for whom the segment holds already when the automation starts; absent: no.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IncludePresent { get; init; }

    /// <summary>Of purchase: one of these products is bought; absent: any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string?>? Products { get; init; }

    /// <summary>Of purchase: the order's country is one of these; absent: any or none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string?>? Countries { get; init; }

    /// <summary>Of cartAbandoned: how long a cart was left as it is, as in PT1H.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? After { get; init; }

    /// <summary>Of event: the event's name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>Of event: a rule over its properties, written as one over a contact's attributes; absent: any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SegmentRule? Where { get; init; }
}
