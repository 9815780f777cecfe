using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Webhooks;

/// <summary>The status of a delivery.</summary>
[JsonConverter(typeof(EnumNameConverter<DeliveryStatus>))]
public enum DeliveryStatus
{
    /// <summary>It is tried, or tried again.</summary>
    Pending,

    /// <summary>The receiver took it.</summary>
    Delivered,

    /// <summary>It is not tried any more.</summary>
    Failed,
}
