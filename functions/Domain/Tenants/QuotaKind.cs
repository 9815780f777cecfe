using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Tenants;

/// <summary>A kind of thing of which a tenant may have only so many.</summary>
[JsonConverter(typeof(EnumNameConverter<QuotaKind>))]
public enum QuotaKind
{
    /// <summary>API keys.</summary>
    Keys,

    /// <summary>Channel accounts.</summary>
    Accounts,

    /// <summary>Tasks that have not ended.</summary>
    Tasks,

    /// <summary>Saved audiences.</summary>
    Audiences,

    /// <summary>Webhooks that are notified of events.</summary>
    Webhooks,

    /// <summary>Contacts.</summary>
    Contacts,

    /// <summary>Bytes of what the tenant gave: tasks, creatives, audiences, contacts, orders, files.</summary>
    StoredBytes,
}
