using System.Text.Json.Serialization;

namespace CampaignTasks.Domain;

/// <summary>A way to reach a person. The wire name is the camelCase name.</summary>
[JsonConverter(typeof(EnumNameConverter<ChannelKind>))]
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
