using System.Globalization;
using System.Text.Json.Nodes;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Imports;

/// <summary>
/// The conversion of rows to contacts, one per row. Columns are the fields, channels, <c>consent.</c> with a channel, and attributes;
/// <c>:number</c> or <c>:boolean</c> after an attribute's name sets its type.
/// </summary>
internal sealed class CsvContacts : ICsvRows
{
    private readonly IReadOnlyList<(string Group, string Name, string Type)> _columns;

    private CsvContacts(IReadOnlyList<(string Group, string Name, string Type)> columns) => _columns = columns;

    public static CsvContacts? From(CsvTable table, ValidationErrors errors)
    {
        var columns = table.Columns.Select(ColumnOf).ToList();
        if (!columns.Contains(("", "id", "")))
        {
            errors.Add("$", "The required column \"id\" is missing: name the column with your own ids \"id\".");
        }

        foreach (var (_, name, _) in columns.Where(column => column.Group is "attributes" && !ContactAttributes.IsName(column.Name)))
        {
            var shown = name.Length <= 60 ? name : name[..60];
            errors.Add(
                "$",
                $"The column '{shown}' is neither a field nor an attribute: name attributes with a letter, then letters, digits and _."
            );
        }

        return errors.IsEmpty ? new CsvContacts(columns) : null;
    }

    public ImportRecord? Add(long line, string[] cells)
    {
        var record = new JsonObject();
        for (var i = 0; i < _columns.Count; i++)
        {
            var (group, name, type) = _columns[i];
            if (cells[i].Trim() is not { Length: > 0 } cell)
            {
                continue;
            }

            var into = record;
            if (group.Length > 0)
            {
                into = record[group] as JsonObject ?? [];
                record[group] = into;
            }

            into[name] = group is "consent" ? new JsonObject { ["status"] = cell.ToLowerInvariant() } : Typed(cell, type);
        }

        return new ImportRecord(line, record.ToJsonString());
    }

    public ImportRecord? End() => null;

    private static (string Group, string Name, string Type) ColumnOf(string column)
    {
        var lower = column.ToLowerInvariant();
        return lower switch
        {
            "id" or "country" or "language" => ("", lower, ""),
            "timezone" => ("", "timeZone", ""),
            "phone" => ("addresses", lower, ""),
            _ when Enum.TryParse<CampaignTasks.Domain.ChannelKind>(lower, ignoreCase: true, out _) && !char.IsAsciiDigit(lower[0]) => (
                "addresses",
                lower,
                ""
            ),
            _ when lower.StartsWith("consent.", StringComparison.Ordinal) => ("consent", lower["consent.".Length..], ""),
            _ => Attribute(column.StartsWith("attributes.", StringComparison.OrdinalIgnoreCase) ? column["attributes.".Length..] : column),
        };
    }

    private static (string Group, string Name, string Type) Attribute(string name) =>
        name.Split(':') switch
        {
            [var plain, "number" or "boolean"] parts => ("attributes", plain, parts[1]),
            _ => ("attributes", name, ""),
        };

    // A cell that is not of the type stays a text; the attribute's rules reject it only if it is too long.
    private static JsonValue Typed(string cell, string type) =>
        type switch
        {
            "number" when decimal.TryParse(cell, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(
                number
            ),
            "boolean" when bool.TryParse(cell, out var flag) => JsonValue.Create(flag),
            _ => JsonValue.Create(cell),
        };
}
