using System.Text.Json;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;
using NodaTime;

namespace CampaignTasks.Domain.Contacts;

/// <summary>A contact as a caller gives it: everything may be missing or wrong.</summary>
public sealed record ContactDefinition
{
    /// <summary>By channel; null removes one. <c>phone</c> stands for sms and whatsapp.</summary>
    public IReadOnlyDictionary<string, string?>? Addresses { get; init; }

    /// <summary>By name; null removes one.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Attributes { get; init; }

    /// <summary>The names of the fields that are given: one that is null removes what is stored.</summary>
    public IReadOnlySet<string> Given { get; init; } = new HashSet<string>();

    public string? Country { get; init; }

    public string? TimeZone { get; init; }

    public string? Language { get; init; }

    /// <summary>By channel.</summary>
    public IReadOnlyDictionary<string, ConsentDefinition?>? Consent { get; init; }

    /// <summary>The source of consents that name none. Default: api.</summary>
    public string DefaultSource { get; init; } = "api";

    /// <summary>Keeps opt-outs against consent without a time of its own: true for files, which are often old.</summary>
    public bool KeepsOptOuts { get; init; }

    /// <summary>Checks everything at once; null when anything is wrong.</summary>
    /// <param name="id">Whose contact, and which.</param>
    /// <param name="before">The contact as it stands; null for a new one.</param>
    /// <param name="homeCountry">
    /// The tenant's country: where the contact has none, national phone numbers are read in it; null: they are refused.
    /// </param>
    /// <param name="isPatch">
    /// Whether what is absent stays. Otherwise it goes, consent excepted: that stays until something else is said.
    /// </param>
    /// <param name="now">The time of the change.</param>
    /// <param name="errors">Gets what is wrong, by field.</param>
    public Contact? Check(ContactId id, Contact? before, string? homeCountry, bool isPatch, DateTimeOffset now, ValidationErrors errors)
    {
        var faults = errors.Count;
        var kept = isPatch ? before : null;
        var country = CheckCountry(errors) ?? kept?.Country.Unless(Given.Contains("country"));
        var contact = new Contact
        {
            TenantId = id.TenantId,
            Id = id.Id,
            Addresses = ContactAddresses.Check(Addresses, kept?.Addresses ?? InboxOf(before), country ?? homeCountry, errors),
            Attributes = ContactAttributes.Check(Attributes, kept?.Attributes, "attributes", errors),
            Country = country,
            TimeZone = CheckTimeZone(errors) ?? kept?.TimeZone.Unless(Given.Contains("timeZone")),
            Language = CheckLanguage(errors) ?? kept?.Language.Unless(Given.Contains("language")),
            Consents = CheckConsents(before?.Consents, now, errors),
            CreatedAt = before?.CreatedAt ?? now,
            UpdatedAt = now,
            ETag = before?.ETag,
        };
        foreach (var (channel, address) in contact.Addresses)
        {
            if (InboxChannels.All.Contains(channel) && !RecipientIdentity.IsSameAddress(channel, address, id.Id))
            {
                errors.Add(
                    $"addresses.{EnumNames.Of(channel)}",
                    "An inbox belongs to its contact: give the contact's own id, or null to close it."
                );
            }
        }

        if (!ExternalId.IsValid(id.Id))
        {
            errors.Add("id", $"Not an id: {ExternalId.Form}.");
        }

        return errors.Count == faults ? contact : null;
    }

    // Nobody types the addresses of an inbox, so that a request that names others does not mean to remove them.
    private static Dictionary<ChannelKind, string>? InboxOf(Contact? before) =>
        before?.Addresses.Where(address => InboxChannels.All.Contains(address.Key)).ToDictionary();

    private string? CheckCountry(ValidationErrors errors)
    {
        var country = Country is { } given ? Countries.Normalize(given) : null;
        if (Country is not null && country is null)
        {
            errors.Add("country", $"{Countries.FaultOf(Country)} Null removes it.");
        }

        return country;
    }

    private string? CheckTimeZone(ValidationErrors errors)
    {
        if (TimeZone is not { } zone)
        {
            return null;
        }

        if (DateTimeZoneProviders.Tzdb.Ids.Contains(zone))
        {
            return zone;
        }

        errors.Add("timeZone", $"{ZoneNames.Fault(zone)} Null removes it.");
        return null;
    }

    private string? CheckLanguage(ValidationErrors errors)
    {
        if (Language is not { } language)
        {
            return null;
        }

        if (LanguageTag.IsOne(language))
        {
            return language;
        }

        errors.Add("language", $"{LanguageTag.Fault} Null removes it.");
        return null;
    }

    private IReadOnlyDictionary<ChannelKind, Consent> CheckConsents(
        IReadOnlyDictionary<ChannelKind, Consent>? before,
        DateTimeOffset now,
        ValidationErrors errors
    )
    {
        if (Consent is null)
        {
            return before ?? new Dictionary<ChannelKind, Consent>();
        }

        var consents = new Dictionary<ChannelKind, Consent>(before ?? new Dictionary<ChannelKind, Consent>());
        foreach (var (name, given) in Consent)
        {
            foreach (var channel in ContactAddresses.ChannelsOf(name, "consent", errors))
            {
                if (given?.Check($"consent.{name}", DefaultSource, now, errors) is { } consent)
                {
                    var stored = consents.GetValueOrDefault(channel);
                    consents[channel] = Counting(consent, stored, KeepsOptOuts && given.At is null);
                }
            }
        }

        return consents;
    }

    // The newest consent counts, in whatever order consents arrive. An opt-out counts as soon as it is told. An undated file neither undoes
    // an opt-out nor repeats what is stored already.
    private static Consent Counting(Consent consent, Consent? stored, bool isUndated)
    {
        if (isUndated && !consent.IsOptOut)
        {
            return stored?.Status == consent.Status ? stored : ConsentRules.Newer(stored, consent with { IsUndated = true })!;
        }

        return stored is null ? consent
            : isUndated && stored.IsOptOut ? stored
            : consent.IsOptOut && consent.At < stored.At && !stored.IsOptOut ? consent with { At = stored.At }
            : ConsentRules.Newer(stored, consent)!;
    }
}
