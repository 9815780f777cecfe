using System.Text.Json;
using CampaignTasks.Application.Contacts;
using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Api.Contacts;

/// <summary>The new values of a contact.</summary>
/// <param name="Addresses">By channel; `phone` stands for sms and whatsapp; null removes one.</param>
/// <param name="Attributes">Texts, numbers, and true or false, by name; null removes one.</param>
/// <param name="Country">Two letters by ISO 3166; null removes it.</param>
/// <param name="TimeZone">An IANA zone, as in Europe/Paris; null removes it.</param>
/// <param name="Language">A BCP 47 tag; null removes it.</param>
/// <param name="Consent">By channel; `phone` stands for sms and whatsapp.</param>
internal sealed record ContactChange(
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
        new ContactRequest(null, Addresses, Attributes, Country, TimeZone, Language, Consent).ToDefinition(given);
}
