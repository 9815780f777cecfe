using System.Text.Json;
using CampaignTasks.Api.Exports;
using CampaignTasks.Api.Http;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Api.Contacts;

/// <summary>
/// The columns of exported contacts, named as an import reads them. Attributes have columns where the caller names them: the header is
/// written before anybody knows which ones there are.
/// </summary>
internal static class ContactExportColumns
{
    private const int MostAttributes = 100;

    public static readonly QueryParameter Parameter = new(
        "attributes",
        "The attributes that get a column each in CSV, separated by commas. Without them a column `attributesJson` holds all of them."
    );

    private static readonly IReadOnlyList<ExportColumn<ContactView>> Fixed =
    [
        new("id", row => row.Id),
        new("country", row => row.Country),
        new("timeZone", row => row.TimeZone),
        new("language", row => row.Language),
        .. EnumNames
            .Of(typeof(ChannelKind))
            .Select(channel => new ExportColumn<ContactView>(channel, row => row.Addresses.GetValueOrDefault(channel))),
        .. EnumNames
            .Of(typeof(ChannelKind))
            .Select(channel => new ExportColumn<ContactView>($"consent.{channel}", row =>
                row.Consent.GetValueOrDefault(channel) is { } consent ? EnumNames.Of(consent.Status) : null
            )),
    ];

    private static readonly ExportColumn<ContactView> Json = new("attributesJson", row =>
        row.Attributes.Count > 0 ? JsonSerializer.Serialize(row.Attributes, AttributeJson.Readable.Attributes) : null
    );

    /// <summary>Returns the columns that a request asks for.</summary>
    /// <exception cref="ProblemException">422: the attributes are wrong.</exception>
    public static IReadOnlyList<ExportColumn<ContactView>> Of(Query query)
    {
        if (query.Text(Parameter.Name) is not { } list)
        {
            return [.. Fixed, Json];
        }

        string[] names = list.Split(',');
        var fault =
            query.Format() is not ExportFormat.Csv ? "NDJSON has all attributes: leave this out, or ask for format=csv."
            : names.Length > MostAttributes ? $"Name at most {MostAttributes} attributes."
            : names.Any(string.IsNullOrWhiteSpace) ? "A name is empty: separate names by one comma each."
            : names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < names.Length ? "A name is given twice: give each once."
            : null;
        return fault is null ? [.. Fixed, .. names.Select(Attribute)] : throw new ProblemException(Problems.Invalid(Parameter.Name, fault));
    }

    private static ExportColumn<ContactView> Attribute(string name) =>
        new($"attributes.{name}", row => Find(row.Attributes, name)?.ToString());

    private static AttributeValue? Find(IReadOnlyDictionary<string, AttributeValue> attributes, string name) =>
        attributes.GetValueOrDefault(name)
        ?? attributes.FirstOrDefault(attribute => name.Equals(attribute.Key, StringComparison.OrdinalIgnoreCase)).Value;
}
