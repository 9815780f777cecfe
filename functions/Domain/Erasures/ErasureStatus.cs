using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Erasures;

/// <summary>The status of an erasure.</summary>
[JsonConverter(typeof(EnumNameConverter<ErasureStatus>))]
public enum ErasureStatus
{
    Running,
    Completed,
}
