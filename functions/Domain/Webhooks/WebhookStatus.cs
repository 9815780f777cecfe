using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Webhooks;

/// <summary>Whether a webhook is notified.</summary>
[JsonConverter(typeof(EnumNameConverter<WebhookStatus>))]
public enum WebhookStatus
{
    /// <summary>It is notified of its events.</summary>
    Active,

    /// <summary>It is notified of nothing: nobody received its events, or a person switched it off.</summary>
    Disabled,
}
