using System.Text.Json;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Creatives;

/// <summary>The recipient of a preview: a contact, or somebody made up, with the values of the sample.</summary>
internal static class SampleRecipient
{
    private const string Address = "address";
    private const string Campaign = "campaign";
    private const string Country = "country";
    private const string Data = "data";
    private const string Language = "language";
    private const string TimeZone = "timeZone";

    private static readonly string[] Names = [Address, "email", "phone", Country, Language, TimeZone, Campaign];

    /// <summary>Makes the recipient; what is wrong with the sample is added to the errors.</summary>
    public static CreativeRecipient Of(
        ContactId id,
        ChannelKind channel,
        Contact? contact,
        IReadOnlyDictionary<string, JsonElement>? sample,
        string? homeCountry,
        DateTimeOffset now,
        ValidationErrors errors
    )
    {
        var fields = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var attributes = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        JsonElement? data = null;
        foreach (var (name, value) in sample ?? new Dictionary<string, JsonElement>())
        {
            if (value.ValueKind is JsonValueKind.Object && name.Equals(Data, StringComparison.OrdinalIgnoreCase))
            {
                data = value;
            }
            else if (!Names.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                attributes[name] = value;
            }
            else if (value.ValueKind is JsonValueKind.String or JsonValueKind.Null)
            {
                fields[name] = value.GetString() ?? "";
            }
            else
            {
                errors.Add($"sample.{name}", "Give a text.");
            }
        }

        var known = Check(id, contact, fields, attributes, homeCountry, now, errors) ?? contact;
        return new CreativeRecipient(AddressOf(channel, fields, known))
        {
            Contact = known,
            Data = data,
            Campaign = fields.GetValueOrDefault(Campaign) ?? "campaign",
            Now = now,
        };
    }

    private static Contact? Check(
        ContactId id,
        Contact? contact,
        IReadOnlyDictionary<string, string?> fields,
        IReadOnlyDictionary<string, JsonElement> attributes,
        string? homeCountry,
        DateTimeOffset now,
        ValidationErrors errors
    )
    {
        var faults = new ValidationErrors();
        var definition = new ContactDefinition
        {
            Addresses = fields
                .Where(field => field.Key.ToLowerInvariant() is "email" or "phone")
                .ToDictionary(f => f.Key.ToLowerInvariant(), f => TextRules.NullIfBlank(f.Value)),
            Attributes = attributes,
            Country = fields.GetValueOrDefault(Country),
            Language = fields.GetValueOrDefault(Language),
            TimeZone = fields.GetValueOrDefault(TimeZone),
        };
        var known = definition.Check(id, contact, homeCountry, isPatch: true, now, faults);
        foreach (var (field, messages) in faults.ToDictionary())
        {
            foreach (var message in messages)
            {
                errors.Add($"sample.{field[(field.IndexOf('.', StringComparison.Ordinal) + 1)..]}", message);
            }
        }

        return known;
    }

    private static string AddressOf(ChannelKind channel, IReadOnlyDictionary<string, string?> fields, Contact? known) =>
        fields.GetValueOrDefault(Address) is { Length: > 0 } given ? given
        : known?.Addresses.GetValueOrDefault(channel) is { } own ? own
        : channel switch
        {
            ChannelKind.Email => "someone@example.net",
            ChannelKind.Sms or ChannelKind.Whatsapp => "+12025550123",
            _ => "someone",
        };
}
