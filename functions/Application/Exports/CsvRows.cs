using System.Buffers;
using CsvHelper;

namespace CampaignTasks.Application.Exports;

/// <summary>Rows of CSV on their way to a stream, which a spreadsheet shows and never runs. Not thread-safe.</summary>
internal sealed class CsvRows(Stream stream) : IAsyncDisposable
{
    // Spreadsheets of some countries separate by these instead of the comma, and would begin a new cell behind them.
    private static readonly SearchValues<char> OtherSeparators = SearchValues.Create(";\t|");

    private readonly CsvWriter _csv = CsvWriter.Create(stream, CsvWriterOptions.Default with { NewLine = "\n" }, leaveOpen: true);

    /// <summary>Writes a row. A cell that a spreadsheet would take for a formula gets an apostrophe before it.</summary>
    public ValueTask WriteAsync(IEnumerable<string?> cells, CancellationToken cancellationToken)
    {
        foreach (var cell in cells)
        {
            var text = SpreadsheetCell.AsText(cell ?? "");
            _csv.WriteField(text, text.AsSpan().ContainsAny(OtherSeparators) ? CsvQuoting.Always : CsvQuoting.WhenNeeded);
        }

        return _csv.EndRecordAsync(cancellationToken);
    }

    /// <summary>Writes what has not left yet.</summary>
    public ValueTask DisposeAsync() => _csv.DisposeAsync();
}
