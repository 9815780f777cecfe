using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Webhooks;

/// <summary>The status of a webhook.</summary>
[JsonConverter(typeof(EnumNameConverter<WebhookStatus>))]
public enum WebhookStatus
{
    /// <summary>It is notified of its events.</summary>
    Active,

    /// <summary>It is notified of nothing: nobody received its events, or a person switched it off.</summary>
    Disabled,
}
