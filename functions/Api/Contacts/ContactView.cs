using CampaignTasks.Application.Contacts;
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
/// <param name="Consent">The consent that counts, by channel: the person's own, or that of the address.</param>
/// <param name="Suppressions">Why nothing is sent to an address of the person, by channel.</param>
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
    IReadOnlyDictionary<string, ContactSuppressionView> Suppressions,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    public static ContactView From(ContactProfile profile)
    {
        var contact = profile.Contact;
        return new(
            contact.Id,
            ByName(contact.Addresses, address => address),
            contact.Attributes,
            contact.Country,
            contact.TimeZone,
            contact.Language,
            ByName(contact.Consents, ConsentView.From),
            ByName(profile.Suppressions, ContactSuppressionView.From),
            contact.CreatedAt,
            contact.UpdatedAt
        );
    }

    private static Dictionary<string, TView> ByName<T, TView>(IReadOnlyDictionary<ChannelKind, T> values, Func<T, TView> view) =>
        values
            .OrderBy(value => value.Key)
            .ToDictionary(value => EnumNames.Of(value.Key), value => view(value.Value), StringComparer.Ordinal);
}
