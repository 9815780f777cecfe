using CampaignTasks.Domain.Validation;
using CsvHelper;

namespace CampaignTasks.Application.Imports;

/// <summary>Reads a file's header, then each record's cells by their columns.</summary>
internal sealed class CsvTable
{
    private const int MaxColumns = 200;

    private static readonly CsvReaderOptions Commas = CsvReaderOptions.Default with { HasHeader = false };

    // Spreadsheets of many countries write semicolons.
    private static readonly CsvReaderOptions Semicolons = Commas with { Separator = ';' };

    private readonly CsvReaderOptions _format;

    private CsvTable(IReadOnlyList<string> columns, CsvReaderOptions format) => (Columns, _format) = (columns, format);

    /// <summary>The names of the columns, trimmed.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Reads the header; null when something is wrong with it, which is told.</summary>
    public static CsvTable? From(RawRecord? header, ValidationErrors errors)
    {
        if (header is not { Text: { } text })
        {
            errors.Add("$", header is null ? "The file is empty: send a line with the columns' names first." : "The first line is too long: send the columns' names.");
            return null;
        }

        var format = text.Count(c => c is ';') > text.Count(c => c is ',') ? Semicolons : Commas;
        if (Split(text, format) is not { } columns)
        {
            errors.Add("$", "The line with the columns' names has a quote that is not closed or not doubled.");
            return null;
        }

        columns = [.. columns.Select(column => column.Trim())];
        if (columns.Length > MaxColumns)
        {
            errors.Add("$", $"There are {columns.Length} columns: send at most {MaxColumns}.");
        }
        else if (Array.FindIndex(columns, string.IsNullOrEmpty) is >= 0 and var blank)
        {
            errors.Add("$", $"Column {blank + 1} has no name.");
        }
        else if (columns.GroupBy(column => column, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } repeated)
        {
            errors.Add("$", $"There are {repeated.Count()} columns named '{Shown(repeated.Key)}': name each once.");
        }

        return errors.IsEmpty ? new CsvTable(columns, format) : null;
    }

    /// <summary>The record's cells in the order of the columns, missing ones at the end empty; null with the fault when it is no such record.</summary>
    public string[]? Read(string record, out string? fault)
    {
        var cells = Split(record, _format);
        fault = cells switch
        {
            null => "A quote is not closed or not doubled: write \"\" for a quote inside of quotes.",
            _ when cells.Length > Columns.Count => $"There are {cells.Length} cells for {Columns.Count} columns: quote cells that hold the separator.",
            _ => null,
        };
        return fault is null ? [.. cells!, .. Enumerable.Repeat("", Columns.Count - cells!.Length)] : null;
    }

    private static string[]? Split(string record, CsvReaderOptions format)
    {
        // A quote that is still open at the end of the file.
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
