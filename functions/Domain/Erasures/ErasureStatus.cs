using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Erasures;

/// <summary>Where an erasure stands.</summary>
[JsonConverter(typeof(EnumNameConverter<ErasureStatus>))]
public enum ErasureStatus
{
    Running,
    Completed,
}
