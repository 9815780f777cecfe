using System.Text;
using CampaignTasks.Application.Files;
using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Application.Imports;

/// <summary>
/// A reader of a CSV file's records in bounded memory. A quoted cell may hold line breaks. A quote that does not close properly within
/// <see cref="MostLines"/> lines costs its own line, and reading goes on with the next one: nothing behind it is swallowed.
/// </summary>
internal sealed class CsvRecords(LineReader lines, CellSplitter splitter)
{
    /// <summary>The most lines of one record.</summary>
    public const int MostLines = 100;

    // Lines that were read to look for the end of a quote, and did not belong to it.
    private Queue<RawLine> _ahead = new();
    private int _columns;
    private int _id = -1;

    /// <summary>Sets the columns of the rows, once the header is read.</summary>
    public void Expect(CsvHeader header) => (_columns, _id) = (header.Columns.Count, header.Id);

    /// <summary>Gives back a line, to be read next.</summary>
    public void Return(RawLine line) => _ahead.Enqueue(line);

    /// <summary>Reads the next record that is not blank; null at the end.</summary>
    public async ValueTask<CsvRecord?> ReadAsync(CancellationToken cancellationToken)
    {
        while (await NextAsync(cancellationToken) is { } line)
        {
            var record = line.Text is null ? TooLong(line.Number) : await CompleteAsync(line, line.Text, cancellationToken);
            if (record.Fault is not null || !record.Cells.All(string.IsNullOrWhiteSpace))
            {
                return record;
            }
        }

        return null;
    }

    private async ValueTask<CsvRecord> CompleteAsync(RawLine first, string text, CancellationToken cancellationToken)
    {
        var split = splitter.Split(text);
        if (split.Problem is not SplitProblem.OpenQuote)
        {
            return Checked(first.Number, text, split);
        }

        List<RawLine> taken = [];
        var whole = new StringBuilder(text);
        var end = $"is not closed within {MostLines} lines";
        while (taken.Count < MostLines - 1)
        {
            if (await NextAsync(cancellationToken) is not { } next)
            {
                end = "is not closed before the file ends";
                break;
            }

            taken.Add(next);
            if (next.Text is null || whole.Length + 1 + next.Text.Length > LineReader.Longest)
            {
                end = $"is not closed within {LineReader.Longest} characters";
                break;
            }

            whole.Append('\n').Append(next.Text);
            if (!next.Text.Contains('"', StringComparison.Ordinal))
            {
                continue;
            }

            var joined = splitter.Split(whole.ToString());
            if (joined.Problem is SplitProblem.None && Fits(joined) && !taken.TrueForAll(IsLikeARow))
            {
                return Checked(first.Number, whole.ToString(), joined);
            }

            if (joined.Problem is not SplitProblem.OpenQuote)
            {
                end = "is not closed before the next quote, which belongs to a later row";
                break;
            }
        }

        _ahead = new(taken.Concat(_ahead));
        return new(first.Number, split.Cells, $"A quote opens a cell and {end}: close it, or write \"\" for a quote inside quotes.");
    }

    private bool Fits(SplitRecord record) => _columns is 0 || record.Cells.Length <= _columns;

    // A quote left open by mistake may find another one, rows later, that seems to close it. What tells this from a text of several lines
    // is that all these lines are rows of the file.
    private bool IsLikeARow(RawLine line) =>
        _id >= 0
        && line.Text is { } text
        && splitter.Split(text).Cells is var cells
        && cells.Length == _columns
        && ExternalId.IsValid(cells[_id].Trim());

    private static CsvRecord Checked(long line, string text, SplitRecord split) =>
        new(
            line,
            split.Cells,
            split.Problem is SplitProblem.None
                ? RecordText.FaultOf(text)
                : "A cell goes on after its closing quote: write \"\" for a quote inside quotes."
        );

    private static CsvRecord TooLong(long line) => new(line, [], RecordText.TooLong);

    private async ValueTask<RawLine?> NextAsync(CancellationToken cancellationToken) =>
        _ahead.TryDequeue(out var line) ? line : await lines.ReadAsync(cancellationToken);
}
