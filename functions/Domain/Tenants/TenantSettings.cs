using System.Text.Json.Serialization;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Time;

namespace CampaignTasks.Domain.Tenants;

/// <summary>What a tenant decided for all its tasks.</summary>
public sealed record TenantSettings
{
    public required string TenantId { get; init; }

    /// <summary>Which word lets a message leave.</summary>
    public ConsentMode Consent { get; init; }

    /// <summary>The most messages one contact gets, by channel; absent: any number.</summary>
    public IReadOnlyDictionary<ChannelKind, FrequencyCap> Caps { get; init; } = new Dictionary<ChannelKind, FrequencyCap>();

    /// <summary>How long after a message an order counts as its conversion.</summary>
    public TimeSpan AttributionWindow { get; init; } = DefaultWindow;

    /// <summary>An IANA zone: where recipients are taken to live of whom neither zone nor country is known; null: UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }

    public static readonly TimeSpan DefaultWindow = TimeSpan.FromDays(5);

    /// <summary>The longest attribution window.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(90);

    /// <summary>The zone a recipient's local time is taken in.</summary>
    public RecipientZone ZoneOf(Recipient recipient) =>
        RecipientZone.Resolve(recipient.TimeZone, recipient.Country, recipient.Address, TimeZone);

    /// <summary>Whether a word of consent, or its absence, lets a message leave.</summary>
    public bool Permits(Consent? consent) =>
        Consent is ConsentMode.OptIn
            ? consent is { Status: ConsentStatus.Subscribed }
            : consent is not { Status: ConsentStatus.Unsubscribed };
}
