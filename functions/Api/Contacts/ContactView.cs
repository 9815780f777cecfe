using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Api.Contacts;

/// <summary>A contact.</summary>
/// <param name="Id">Your own id of the person.</param>
/// <param name="Addresses">The person's addresses, by channel.</param>
/// <param name="Attributes">The person's attributes, by name.</param>
/// <param name="Country">ISO 3166 alpha-2.</param>
/// <param name="TimeZone">The IANA zone.</param>
/// <param name="Language">The BCP 47 tag.</param>
/// <param name="Consent">The person's consent to messages, by channel.</param>
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
    DateTimeOffset UpdatedAt
)
{
    public static ContactView From(Contact contact) =>
        new(
            contact.Id,
            contact
                .Addresses.OrderBy(address => address.Key)
                .ToDictionary(address => EnumNames.Of(address.Key), address => address.Value, StringComparer.Ordinal),
            contact.Attributes,
            contact.Country,
            contact.TimeZone,
            contact.Language,
            contact
                .Consents.OrderBy(consent => consent.Key)
                .ToDictionary(consent => EnumNames.Of(consent.Key), consent => ConsentView.From(consent.Value), StringComparer.Ordinal),
            contact.CreatedAt,
            contact.UpdatedAt
        );
}
