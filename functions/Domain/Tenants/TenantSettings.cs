using System.Text.Json.Serialization;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Schedules;

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
    public RecipientZone ZoneOf(Recipient recipient) => RecipientZone.Resolve(recipient.TimeZone, recipient.Country, recipient.Address, TimeZone);

    /// <summary>Whether a word of consent, or its absence, lets a message leave.</summary>
    public bool Permits(Consent? consent) => Consent is ConsentMode.OptIn
        ? consent is { Status: ConsentStatus.Subscribed }
        : consent is not { Status: ConsentStatus.Unsubscribed };
}

/// <summary>Which word of consent lets a message leave.</summary>
[JsonConverter(typeof(WireName<ConsentMode>))]
public enum ConsentMode
{
    /// <summary>Everything but an opt-out.</summary>
    OptOut,

    /// <summary>Only an opt-in.</summary>
    OptIn,
}

/// <summary>The most messages in a time.</summary>
/// <param name="Messages">How many.</param>
/// <param name="Period">In how long; a rolling window.</param>
public sealed record FrequencyCap(int Messages, TimeSpan Period)
{
    /// <summary>The most messages a cap can count.</summary>
    public const int MostMessages = 100;

    /// <summary>The longest time a cap can count them in.</summary>
    public static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(90);
}

/// <summary>Keeps tenants' settings.</summary>
public interface ISettingsStore
{
    /// <summary>The tenant's settings; the defaults when it never decided anything.</summary>
    Task<TenantSettings> ReadAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>Stores settings if they still have the version they were read with.</summary>
    /// <exception cref="LostRaceException">Somebody changed them in between.</exception>
    Task<TenantSettings> SaveAsync(TenantSettings settings, CancellationToken cancellationToken);
}
