using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Capabilities;

/// <summary>What the length of a text is counted in.</summary>
[JsonConverter(typeof(EnumNameConverter<LengthUnit>))]
public enum LengthUnit
{
    /// <summary>Code points: most emoji are one.</summary>
    Characters,

    /// <summary>Octets in UTF-8: a Cyrillic letter is two.</summary>
    Octets,
}
