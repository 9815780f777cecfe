using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Imports;

/// <summary>Where an import stands.</summary>
[JsonConverter(typeof(EnumNameConverter<ImportStatus>))]
public enum ImportStatus
{
    Running,
    Completed,
}
