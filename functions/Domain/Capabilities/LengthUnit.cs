using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Capabilities;

/// <summary>The unit in which the length of a text is counted.</summary>
[JsonConverter(typeof(EnumNameConverter<LengthUnit>))]
public enum LengthUnit
{
    /// <summary>Code points: most emoji are one.</summary>
    Characters,

    /// <summary>Octets in UTF-8: a Cyrillic letter is two.</summary>
    Octets,
}
