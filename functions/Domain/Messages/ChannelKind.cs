using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Messages;

/// <summary>A way to reach a person. The wire name is the camelCase name.</summary>
[JsonConverter(typeof(WireName<ChannelKind>))]
public enum ChannelKind
{
    Email,
    Sms,
    Whatsapp,
    Telegram,
    Vk,
    Instagram,
    Avito,
    Push,
    Inbox,
    Web,
    Webhook,
}
