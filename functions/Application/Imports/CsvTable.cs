using CampaignTasks.Domain.Validation;
using CsvHelper;

namespace CampaignTasks.Application.Imports;

/// <summary>A CSV file's header, and a reader of each record's cells by its columns.</summary>
internal sealed class CsvTable
{
    private const int MaxColumns = 200;

    private static readonly CsvReaderOptions Commas = CsvReaderOptions.Default with { HasHeader = false };

    // Spreadsheets of many countries write semicolons.
    private static readonly CsvReaderOptions Semicolons = Commas with { Separator = ';' };

    private readonly CsvReaderOptions _format;

    private CsvTable(IReadOnlyList<string> columns, CsvReaderOptions format) => (Columns, _format) = (columns, format);

    /// <summary>Gets the names of the columns, trimmed.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Reads the header; adds an error and returns null when it is invalid.</summary>
    public static CsvTable? From(RawRecord? header, ValidationErrors errors)
    {
        if (header is not { Text: { } text })
        {
            errors.Add(
                "$",
                header is null
                    ? "The file is empty: send a first line with the column names."
                    : "The first line is too long: send the column names."
            );
            return null;
        }

        var format = text.Count(c => c is ';') > text.Count(c => c is ',') ? Semicolons : Commas;
        if (Split(text, format) is not { } columns)
        {
            errors.Add("$", "The line with the column names has a quote that is not closed or not doubled: correct it.");
            return null;
        }

        columns = [.. columns.Select(column => column.Trim())];
        if (columns.Length > MaxColumns)
        {
            errors.Add("$", $"There are {columns.Length} columns: send at most {MaxColumns}.");
        }
        else if (Array.FindIndex(columns, string.IsNullOrEmpty) is >= 0 and var blank)
        {
            errors.Add("$", $"Column {blank + 1} has no name: give it one.");
        }
        else if (
            columns.GroupBy(column => column, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } repeated
        )
        {
            errors.Add("$", $"There are {repeated.Count()} columns named '{Shown(repeated.Key)}': give each column its own name.");
        }

        return errors.IsEmpty ? new CsvTable(columns, format) : null;
    }

    /// <summary>
    /// Reads a record's cells in the order of the columns, missing ones at the end empty; returns null with the error when invalid.
    /// </summary>
    public string[]? Read(string record, out string? error)
    {
        var cells = Split(record, _format);
        error = cells switch
        {
            null => "A quote is not closed or not doubled: write \"\" for a quote inside quotes.",
            _ when cells.Length > Columns.Count =>
                $"There are {cells.Length} cells for {Columns.Count} columns: quote cells that contain the separator.",
            _ => null,
        };
        return error is null ? [.. cells!, .. Enumerable.Repeat("", Columns.Count - cells!.Length)] : null;
    }

    private static string[]? Split(string record, CsvReaderOptions format)
    {
        // A quote still open at the end of the file.
        if (int.IsOddInteger(record.AsSpan().Count('"')))
        {
            return null;
        }

        try
        {
            using var reader = CsvReader.FromText(record, format);
            return reader.Read() ? [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)] : [];
        }
        catch (CsvFormatException)
        {
            return null;
        }
    }

    private static string Shown(string name) => name.Length <= 60 ? name : name[..60] + "…";
}
