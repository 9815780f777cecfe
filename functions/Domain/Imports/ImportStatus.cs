using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Imports;

/// <summary>The status of an import.</summary>
[JsonConverter(typeof(EnumNameConverter<ImportStatus>))]
public enum ImportStatus
{
    Running,
    Completed,
}
