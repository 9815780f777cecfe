using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Time;

/// <summary>The source of a recipient's zone.</summary>
[JsonConverter(typeof(EnumNameConverter<ZoneSource>))]
public enum ZoneSource
{
    Contact,
    Country,
    Default,
}
