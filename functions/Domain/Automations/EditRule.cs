using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Automations;

/// <summary>What an edit means for journeys under way. The wire name is the camelCase name; it is stored.</summary>
[JsonConverter(typeof(EnumNameConverter<EditRule>))]
public enum EditRule
{
    /// <summary>They go on by the version they entered with.</summary>
    Keep,

    /// <summary>They go on by the new version where it has a step of the same kind at the same place.</summary>
    Move,
}
