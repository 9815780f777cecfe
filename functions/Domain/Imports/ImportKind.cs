using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Imports;

/// <summary>The kind of records in an imported file.</summary>
[JsonConverter(typeof(EnumNameConverter<ImportKind>))]
public enum ImportKind
{
    Contacts,
    Orders,
    Events,
}
