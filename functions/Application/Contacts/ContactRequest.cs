using System.Text.Json;
using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Application.Contacts;

/// <summary>A contact to be stored; an existing one with this id is changed.</summary>
/// <param name="Id">Your own id of the person: 1 to 64 letters, digits and . _ - : @ + =, but not . or .. alone.</param>
/// <param name="Addresses">By channel; `phone` stands for sms and whatsapp; null removes one.</param>
/// <param name="Attributes">Texts, numbers, and true or false, by name; null removes one.</param>
/// <param name="Country">Two letters by ISO 3166; null removes it.</param>
/// <param name="TimeZone">An IANA zone, as in Europe/Paris; null removes it.</param>
/// <param name="Language">A BCP 47 tag; null removes it.</param>
/// <param name="Consent">By channel; `phone` stands for sms and whatsapp.</param>
public sealed record ContactRequest(
    string? Id,
    Dictionary<string, string?>? Addresses,
    Dictionary<string, JsonElement>? Attributes,
    string? Country,
    string? TimeZone,
    string? Language,
    Dictionary<string, ConsentRequest?>? Consent
)
{
    /// <summary>Creates the definition.</summary>
    /// <param name="given">The names of the fields that are given, also those given as null.</param>
    public ContactDefinition ToDefinition(IReadOnlySet<string> given) =>
        new()
        {
            Given = given,
            Addresses = Addresses,
            Attributes = Attributes,
            Country = Country,
            TimeZone = TimeZone,
            Language = Language,
            Consent = Consent?.ToDictionary(c => c.Key, c => c.Value?.ToDefinition(), StringComparer.Ordinal),
        };
}
