using System.Text.Json;
using CampaignTasks.Api.Http;
using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Api.Contacts;

/// <summary>A contact to be stored; one with this id that exists already is changed.</summary>
/// <param name="Id">Your own id of the person: 1 to 64 letters, digits and . _ - : @ + =, but not . or .. alone</param>
/// <param name="Addresses">By channel; `phone` stands for sms and whatsapp; null removes one.</param>
/// <param name="Attributes">Texts, numbers, and true or false, by name; null removes one.</param>
/// <param name="Country">Two letters by ISO 3166; an empty text removes it.</param>
/// <param name="TimeZone">An IANA zone, as in Europe/Paris; an empty text removes it.</param>
/// <param name="Language">A BCP 47 tag; an empty text removes it.</param>
/// <param name="Consent">By channel; `phone` stands for sms and whatsapp.</param>
internal sealed record ContactRequest(
    string? Id,
    Dictionary<string, string?>? Addresses,
    Dictionary<string, JsonElement>? Attributes,
    string? Country,
    string? TimeZone,
    string? Language,
    Dictionary<string, ConsentRequest?>? Consent)
{
    public ContactDefinition ToDefinition() => new()
    {
        Addresses = Addresses,
        Attributes = Attributes,
        Country = Country,
        TimeZone = TimeZone,
        Language = Language,
        Consent = Consent?.ToDictionary(c => c.Key, c => c.Value?.ToDefinition(), StringComparer.Ordinal),
    };
}

/// <summary>A contact, or what is to be changed of one.</summary>
/// <param name="Addresses">By channel; `phone` stands for sms and whatsapp; null removes one.</param>
/// <param name="Attributes">Texts, numbers, and true or false, by name; null removes one.</param>
/// <param name="Country">Two letters by ISO 3166; an empty text removes it.</param>
/// <param name="TimeZone">An IANA zone, as in Europe/Paris; an empty text removes it.</param>
/// <param name="Language">A BCP 47 tag; an empty text removes it.</param>
/// <param name="Consent">By channel; `phone` stands for sms and whatsapp.</param>
internal sealed record ContactChange(
    Dictionary<string, string?>? Addresses,
    Dictionary<string, JsonElement>? Attributes,
    string? Country,
    string? TimeZone,
    string? Language,
    Dictionary<string, ConsentRequest?>? Consent)
{
    public ContactDefinition ToDefinition() => new ContactRequest(null, Addresses, Attributes, Country, TimeZone, Language, Consent).ToDefinition();
}

/// <summary>What a person said about being written to on a channel.</summary>
/// <param name="Status">The word that counts.</param>
/// <param name="Source">Where it was said, at most 100 characters; absent: `api`.</param>
/// <param name="At">When; absent: now. An older word than the stored one changes nothing, unless it is an opt-out.</param>
internal sealed record ConsentRequest(ConsentStatus? Status, string? Source, string? At)
{
    public ConsentDefinition ToDefinition() => new(Status, Source, At);
}

/// <summary>A contact as callers read it.</summary>
/// <param name="Id">Your own id of the person.</param>
/// <param name="Addresses">Where the person is reached, by channel.</param>
/// <param name="Attributes">What else is known, by name.</param>
/// <param name="Country">ISO 3166 alpha-2.</param>
/// <param name="TimeZone">The IANA zone.</param>
/// <param name="Language">The BCP 47 tag.</param>
/// <param name="Consent">What the person said about being written to, by channel.</param>
/// <param name="CreatedAt">When it was first stored.</param>
/// <param name="UpdatedAt">When it last changed.</param>
internal sealed record ContactView(
    string Id,
    IReadOnlyDictionary<string, string> Addresses,
    IReadOnlyDictionary<string, AttributeValue> Attributes,
    string? Country,
    string? TimeZone,
    string? Language,
    IReadOnlyDictionary<string, ConsentView> Consent,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public static ContactView Of(Contact contact) => new(
        contact.Id,
        contact.Addresses.OrderBy(address => address.Key).ToDictionary(address => WireNames.Of(address.Key), address => address.Value, StringComparer.Ordinal),
        contact.Attributes,
        contact.Country,
        contact.TimeZone,
        contact.Language,
        contact.Consents.OrderBy(consent => consent.Key)
            .ToDictionary(consent => WireNames.Of(consent.Key), consent => ConsentView.Of(consent.Value), StringComparer.Ordinal),
        contact.CreatedAt,
        contact.UpdatedAt);
}

/// <summary>What a person said about a channel, where and when.</summary>
internal sealed record ConsentView(ConsentStatus Status, string Source, DateTimeOffset At)
{
    public static ConsentView Of(Consent consent) => new(consent.Status, consent.Source, consent.At);
}

/// <summary>A page of contacts.</summary>
internal sealed record ContactList(IReadOnlyList<ContactView> Items, string? Next);
