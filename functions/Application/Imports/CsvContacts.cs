using System.Text.Json.Nodes;
using CampaignTasks.Application.Files;
using CampaignTasks.Application.Json;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Imports;

/// <summary>
/// The conversion of rows to contacts, one per row. Columns are the fields, channels, <c>consent.</c> with a channel, and attributes;
/// <c>:number</c>, <c>:date</c> or <c>:boolean</c> after an attribute's name sets its type. Case, blanks and hyphens in names do not
/// matter.
/// </summary>
internal sealed class CsvContacts : ICsvRows
{
    private const string Consent = "consent.";
    private const string Attributes = "attributes.";

    private readonly IReadOnlyList<Column> _columns;

    private CsvContacts(IReadOnlyList<Column> columns) => (_columns, Types) = (columns, [.. columns.Select(column => column.Type)]);

    /// <inheritdoc/>
    public IReadOnlyList<CellType> Types { get; }

    public static CsvContacts? From(CsvHeader header, ValidationErrors errors)
    {
        List<Column> columns = [.. header.Columns.Select(name => ColumnOf(name, errors))];
        if (header.Id < 0)
        {
            errors.Add(
                FileText.Field,
                $"The required column \"id\" is missing: the file has {header.Shown()}; name the one with your own ids \"id\"."
            );
        }

        foreach (
            var repeated in columns
                .Where(column => column.Name.Length > 0)
                .GroupBy(column => $"{column.Group}.{column.Name}", StringComparer.OrdinalIgnoreCase)
                .Where(same => same.Count() > 1)
        )
        {
            errors.Add(
                FileText.Field,
                $"There are {repeated.Count()} columns named '{FieldNames.Shown(repeated.First().Name)}': give each column its own name."
            );
        }

        return errors.IsEmpty ? new CsvContacts(columns) : null;
    }

    /// <inheritdoc/>
    public ValueTask<FileRecord?> AddAsync(CsvRecord row, CellReader cells, CancellationToken cancellationToken) =>
        ValueTask.FromResult<FileRecord?>(row.Fault is { } fault ? FileRecord.Faulty(row.Line, fault) : Convert(row, cells));

    /// <inheritdoc/>
    public IAsyncEnumerable<FileRecord> EndAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<FileRecord>();

    /// <inheritdoc/>
    public void Dispose() { }

    private FileRecord Convert(CsvRecord row, CellReader cells)
    {
        var record = new JsonObject();
        ValidationErrors? errors = null;
        for (var i = 0; i < _columns.Count; i++)
        {
            var (group, name, type) = _columns[i];
            if (row.Cells[i].Trim() is not { Length: > 0 } cell)
            {
                continue;
            }

            var value = cells.Read(cell, type, out var fault);
            if (fault is not null)
            {
                (errors ??= new()).Add(name, fault);
                continue;
            }

            var into = record;
            if (group.Length > 0)
            {
                into = record[group] as JsonObject ?? [];
                record[group] = into;
            }

            into[name] = group is "consent" ? new JsonObject { ["status"] = cell.ToLowerInvariant() } : value;
        }

        return errors is null ? FileRecord.Of(row.Line, record.ToJsonString()) : new(null, ImportChunkProcessor.ErrorOf(row.Line, errors));
    }

    private static Column ColumnOf(string column, ValidationErrors errors)
    {
        var folded = ColumnName.Fold(column);
        return folded switch
        {
            "" => new("", "", CellType.Text),
            "id" or "country" or "language" => new("", folded, CellType.Text),
            "timezone" => new("", "timeZone", CellType.Text),
            "phone" => new("addresses", folded, CellType.Text),
            _ when Enum.TryParse<ChannelKind>(folded, ignoreCase: true, out _) && !char.IsAsciiDigit(folded[0]) => new(
                "addresses",
                folded,
                CellType.Text
            ),
            _ when folded.StartsWith(Consent, StringComparison.Ordinal) => new("consent", folded[Consent.Length..], CellType.Text),
            _ => Attribute(
                column.StartsWith(Attributes, StringComparison.OrdinalIgnoreCase) ? column[Attributes.Length..] : column,
                errors
            ),
        };
    }

    private static Column Attribute(string column, ValidationErrors errors)
    {
        var at = column.LastIndexOf(':');
        var name = ColumnName.ToAttribute((at < 0 ? column : column[..at]).Trim());
        CellType? type = at < 0 ? CellType.Text : TypeOf(column[(at + 1)..].Trim());
        if (type is null)
        {
            errors.Add(
                FileText.Field,
                $"The column '{FieldNames.Shown(column)}' has no type that is known: write :number, :date or :boolean behind the name, or nothing for texts."
            );
        }
        else if (!ContactAttributes.IsName(name))
        {
            errors.Add(
                FileText.Field,
                $"The column '{FieldNames.Shown(column)}' is neither a field nor an attribute: name attributes with a letter A to Z, then letters, digits and _."
            );
        }

        return new("attributes", name, type ?? CellType.Text);
    }

    private static CellType? TypeOf(string type) =>
        type.ToLowerInvariant() switch
        {
            "number" => CellType.Number,
            "date" => CellType.Date,
            "boolean" => CellType.Boolean,
            _ => null,
        };

    private sealed record Column(string Group, string Name, CellType Type);
}
