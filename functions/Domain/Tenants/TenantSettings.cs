using System.Text.Json.Serialization;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Suppressions;
using CampaignTasks.Domain.Time;

namespace CampaignTasks.Domain.Tenants;

/// <summary>A tenant's settings for all its tasks.</summary>
public sealed record TenantSettings
{
    public required string TenantId { get; init; }

    /// <summary>The consent that a message requires. Default: no opt-out.</summary>
    public ConsentMode Consent { get; init; }

    /// <summary>The most messages one contact gets, by channel; absent: any number.</summary>
    public IReadOnlyDictionary<ChannelKind, FrequencyCap> Caps { get; init; } = new Dictionary<ChannelKind, FrequencyCap>();

    /// <summary>The time after a message in which an order counts as its conversion. Default: five days.</summary>
    public TimeSpan AttributionWindow { get; init; } = DefaultWindow;

    /// <summary>The IANA zone of recipients whose own cannot be derived; null: UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>
    /// The country in which national phone numbers are read where no contact's country is known, by ISO 3166 alpha-2; null: they are
    /// refused.
    /// </summary>
    public string? Country { get; init; }

    /// <summary>
    /// The language for people who have none, or one that the creative lacks, as a BCP 47 tag; null: the creative's own texts.
    /// </summary>
    public string? Language { get; init; }

    /// <summary>Whether tasks need approval before they start. Default: they do not.</summary>
    public ApprovalRule Approval { get; init; }

    /// <summary>The rule of single channels, where it is another one; absent: <see cref="Approval"/>.</summary>
    public IReadOnlyDictionary<ChannelKind, ApprovalRule> ApprovalByChannel { get; init; } = new Dictionary<ChannelKind, ApprovalRule>();

    /// <summary>How long what tasks leave behind is kept.</summary>
    public RetentionPeriods Retention { get; init; } = RetentionPeriods.Default;

    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }

    public static readonly TimeSpan DefaultWindow = TimeSpan.FromDays(5);

    /// <summary>The longest attribution window.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(90);

    /// <summary>Returns true when a task on the channel needs approval before it starts.</summary>
    public bool NeedsApproval(ChannelKind channel) => ApprovalByChannel.GetValueOrDefault(channel, Approval) is ApprovalRule.Required;

    /// <summary>Gets the zone of a recipient's local time.</summary>
    public RecipientZone ZoneOf(Recipient recipient) =>
        RecipientZone.Resolve(recipient.TimeZone, recipient.Country, recipient.Address, TimeZone);

    /// <summary>
    /// Judges whether a message may go to an address: the one rule for planning, previews, senders, forecasts and explanations.
    /// </summary>
    /// <param name="channel">The channel.</param>
    /// <param name="contact">The recipient; null for an address that leads to no contact.</param>
    /// <param name="ofAddress">The consent of the address; null when none was given.</param>
    /// <param name="suppression">The suppression of the address; null when there is none.</param>
    public AddressPermission PermissionFor(ChannelKind channel, Contact? contact, Consent? ofAddress, Suppression? suppression)
    {
        var consent = contact is null ? ofAddress : contact.ConsentTo(channel, ofAddress);
        var hasConsent = Consent is ConsentMode.OptIn ? consent is { Status: ConsentStatus.Subscribed } : consent is not { IsOptOut: true };
        return new AddressPermission(consent, hasConsent, suppression);
    }
}
