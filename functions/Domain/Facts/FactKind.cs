using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Facts;

/// <summary>A kind of facts.</summary>
[JsonConverter(typeof(EnumNameConverter<FactKind>))]
public enum FactKind
{
    ListJoined,
    ListLeft,
    Ordered,
    CartChanged,
    Event,
    ContactChanged,
    ConsentChanged,
    ContactErased,
}
