using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Contacts;

/// <summary>The choices of a <see cref="Consent"/>.</summary>
[JsonConverter(typeof(EnumNameConverter<ConsentStatus>))]
public enum ConsentStatus
{
    /// <summary>Never asked, or never answered.</summary>
    Never,
    Subscribed,
    Unsubscribed,
}
