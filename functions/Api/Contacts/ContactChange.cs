using System.Text.Json;
using CampaignTasks.Application.Contacts;
using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Api.Contacts;

/// <summary>The new values of a contact.</summary>
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
    Dictionary<string, ConsentRequest?>? Consent
)
{
    public ContactDefinition ToDefinition() =>
        new ContactRequest(null, Addresses, Attributes, Country, TimeZone, Language, Consent).ToDefinition();
}
