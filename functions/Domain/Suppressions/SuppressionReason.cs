using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Suppressions;

/// <summary>The reasons for a <see cref="Suppression"/>. The names are stored: never rename.</summary>
[JsonConverter(typeof(EnumNameConverter<SuppressionReason>))]
public enum SuppressionReason
{
    /// <summary>A mail server refused the address for good.</summary>
    HardBounce,

    /// <summary>The recipient reported a message as spam.</summary>
    Complaint,

    /// <summary>The address is on the provider's own suppression list.</summary>
    ProviderSuppressed,

    /// <summary>The recipient opted out at the provider or the carrier.</summary>
    UnsubscribedAtProvider,

    /// <summary>The address does not exist, or cannot get such messages.</summary>
    InvalidAddress,

    /// <summary>Somebody added it by hand.</summary>
    Manual,
}
