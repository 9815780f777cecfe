using System.Text.Json.Serialization;
using CampaignTasks.Domain.Addresses;

namespace CampaignTasks.Domain.Contacts;

/// <summary>A person whom a tenant may reach. Everything in it was checked by <see cref="ContactDefinition.Check"/>.</summary>
public sealed record Contact
{
    public required string TenantId { get; init; }

    /// <summary>The tenant's own id of the person: see <see cref="ExternalId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The person's addresses, normalized, by channel.</summary>
    public IReadOnlyDictionary<ChannelKind, string> Addresses { get; init; } = new Dictionary<ChannelKind, string>();

    /// <summary>
    /// Other facts the tenant knows: rules compare them, creatives show them. They are found by <see cref="ContactAttributes.Names"/>,
    /// however they were given.
    /// </summary>
    public IReadOnlyDictionary<string, AttributeValue> Attributes
    {
        get;
        init => field = ContactAttributes.ByName(value);
    } = new Dictionary<string, AttributeValue>(ContactAttributes.Names);

    /// <summary>ISO 3166 alpha-2, upper case.</summary>
    public string? Country { get; init; }

    /// <summary>An IANA zone.</summary>
    public string? TimeZone { get; init; }

    /// <summary>A BCP 47 tag.</summary>
    public string? Language { get; init; }

    /// <summary>
    /// The person's own consents by channel; absent: none was recorded. That of the address counts where it is newer: see
    /// <see cref="ConsentTo(ChannelKind, Consent?)"/>.
    /// </summary>
    public IReadOnlyDictionary<ChannelKind, Consent> Consents { get; init; } = new Dictionary<ChannelKind, Consent>();

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }

    /// <summary>Gets the characters of the attributes, names included: what there is of a person that may be large.</summary>
    [JsonIgnore]
    public int Characters =>
        Attributes.Sum(attribute => attribute.Key.Length + (attribute.Value is AttributeValue.Text text ? text.Value.Length : 0));

    /// <summary>Gets the person's consent to a channel; never when none was recorded.</summary>
    public ConsentStatus ConsentTo(ChannelKind channel) =>
        Consents.TryGetValue(channel, out var consent) ? consent.Status : ConsentStatus.Never;

    /// <summary>
    /// Gets the consent that counts for the person on a channel. An opt-out of the address holds: a consent that the person gave while at
    /// another address does not undo it. Otherwise the newer of the address's and the person's own counts.
    /// </summary>
    public Consent? ConsentTo(ChannelKind channel, Consent? ofAddress) =>
        ofAddress is { IsOptOut: true } ? ofAddress : ConsentRules.Newer(Consents.GetValueOrDefault(channel), ofAddress);

    /// <summary>Returns the person with another consent on a channel.</summary>
    public Contact With(ChannelKind channel, Consent consent, DateTimeOffset now) =>
        this with
        {
            Consents = new Dictionary<ChannelKind, Consent>(Consents) { [channel] = consent },
            UpdatedAt = now,
        };

    /// <summary>Returns true when both say the same of a person, whenever they were stored.</summary>
    public bool SaysTheSameAs(Contact other) =>
        (Id, Country, TimeZone, Language) == (other.Id, other.Country, other.TimeZone, other.Language)
        && AreSame(Addresses, other.Addresses)
        && AreSame(Attributes, other.Attributes)
        && AreSame(Consents, other.Consents);

    /// <summary>Creates the recipient that a run plans; null without an address on the channel.</summary>
    public Recipient? On(ChannelKind channel) =>
        Addresses.TryGetValue(channel, out var address) ? new Recipient(address, Id, Country, TimeZone) : null;

    private static bool AreSame<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> one, IReadOnlyDictionary<TKey, TValue> other) =>
        one.Count == other.Count && one.All(entry => other.TryGetValue(entry.Key, out var value) && Equals(value, entry.Value));
}
