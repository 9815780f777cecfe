using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Time;

/// <summary>Where a recipient's zone was found.</summary>
[JsonConverter(typeof(EnumNameConverter<ZoneSource>))]
public enum ZoneSource
{
    Contact,
    Country,
    Default,
}
