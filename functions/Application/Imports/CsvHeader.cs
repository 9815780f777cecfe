using System.Globalization;
using CampaignTasks.Application.Files;
using CampaignTasks.Application.Json;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Imports;

/// <summary>The first record of a CSV file: the names of the columns. It decides the file's separator.</summary>
internal sealed class CsvHeader
{
    private const int MaxColumns = 200;
    private const int MostShown = 20;
    private const string SeparatorLine = "sep=";

    private static readonly char[] Separators = [',', ';', '\t', '|'];

    private CsvHeader(List<string> columns, char separator)
    {
        Columns = columns;
        Separator = separator;
        Id = columns.FindIndex(column => ColumnName.Fold(column) is "id");
    }

    /// <summary>Gets the visible names of the columns; empty for one without a name.</summary>
    public IReadOnlyList<string> Columns { get; }

    public char Separator { get; }

    /// <summary>Gets the place of the column <c>id</c>; -1 when there is none.</summary>
    public int Id { get; }

    /// <summary>Reads a file's header; adds an error and returns no file when it is invalid.</summary>
    public static async Task<(CsvHeader Header, CsvRecords Records)?> ReadAsync(
        LineReader lines,
        ValidationErrors errors,
        CancellationToken cancellationToken
    )
    {
        var first = await FirstAsync(lines, cancellationToken);
        var separator = SeparatorOf(first?.Text);
        if (separator is not null)
        {
            first = await FirstAsync(lines, cancellationToken);
        }

        if (first is not { } line)
        {
            errors.Add(FileText.Field, "The file is empty: send a first line with the column names.");
            return null;
        }

        var splitter = new CellSplitter(separator ?? Likeliest(line.Text ?? ""));
        var records = new CsvRecords(lines, splitter);
        records.Return(line);
        if (await records.ReadAsync(cancellationToken) is not { } record)
        {
            errors.Add(FileText.Field, "The first line has no column names: send them.");
            return null;
        }

        var header = From(record, splitter.Separator, errors);
        if (header is null)
        {
            return null;
        }

        records.Expect(header);
        return (header, records);
    }

    /// <summary>
    /// Gives a record as many cells as there are columns: missing ones are empty, and empty ones too many go. A value that belongs to no
    /// column is a fault.
    /// </summary>
    public CsvRecord Align(CsvRecord record)
    {
        if (record.Fault is not null)
        {
            return record;
        }

        var cells = record.Cells;
        var last = Array.FindLastIndex(cells, cell => !string.IsNullOrWhiteSpace(cell));
        if (last >= Columns.Count)
        {
            return record with
            {
                Fault = $"There are {last + 1} cells for {Columns.Count} columns: quote cells that contain the separator.",
            };
        }

        for (var i = 0; i <= last; i++)
        {
            if (Columns[i].Length is 0 && !string.IsNullOrWhiteSpace(cells[i]))
            {
                return record with
                {
                    Fault = $"Cell {i + 1} ('{FieldNames.Shown(cells[i])}') is in a column without a name: name it in the first line.",
                };
            }
        }

        return cells.Length == Columns.Count
            ? record
            : record with
            {
                Cells = [.. cells.Take(Columns.Count), .. Enumerable.Repeat("", Math.Max(0, Columns.Count - cells.Length))],
            };
    }

    /// <summary>Shows the names that the file has, for messages.</summary>
    public string Shown() =>
        string.Join(", ", Columns.Where(column => column.Length > 0).Take(MostShown).Select(column => $"\"{FieldNames.Shown(column)}\""))
        + (Columns.Count > MostShown ? ", …" : "");

    private static CsvHeader? From(CsvRecord record, char separator, ValidationErrors errors)
    {
        if (record.Fault is { } fault)
        {
            errors.Add(FileText.Field, $"The line with the column names cannot be read. {fault}");
            return null;
        }

        List<string> columns = [.. record.Cells.Select(ColumnName.Visible)];
        if (columns.Count > MaxColumns)
        {
            errors.Add(FileText.Field, $"There are {columns.Count} columns: send at most {MaxColumns}.");
        }

        return errors.IsEmpty ? new CsvHeader(columns, separator) : null;
    }

    private static async Task<RawLine?> FirstAsync(LineReader lines, CancellationToken cancellationToken)
    {
        while (await lines.ReadAsync(cancellationToken) is { } line)
        {
            if (line.Text is null || !string.IsNullOrWhiteSpace(line.Text))
            {
                return line;
            }
        }

        return null;
    }

    /// <summary>Reads the separator of a first line as Excel writes and reads it, <c>sep=;</c>; null for any other line.</summary>
    private static char? SeparatorOf(string? line) =>
        line?.Trim('"', ' ') is { Length: > 4 } text
        && text.StartsWith(SeparatorLine, StringComparison.OrdinalIgnoreCase)
        && text[4] is var separator
        && char.IsAscii(separator)
        && !char.IsLetterOrDigit(separator)
        && separator is not '"'
        && text.AsSpan(4).TrimEnd(separator).IsEmpty
            ? separator
            : null;

    // A name may contain another separator: the right one is that which sets a column id apart, else the one with the most columns.
    private static char Likeliest(string line) =>
        Separators
            .Select(separator => (separator, Cells: new CellSplitter(separator).Split(line).Cells))
            .MaxBy(split => (split.Cells.Any(cell => ColumnName.Fold(ColumnName.Visible(cell)) is "id"), split.Cells.Length))
            .separator;
}
