using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Imports;

/// <summary>What a file tells of.</summary>
[JsonConverter(typeof(EnumNameConverter<ImportKind>))]
public enum ImportKind
{
    Contacts,
    Orders,
}
