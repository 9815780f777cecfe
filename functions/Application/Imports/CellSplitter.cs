using CsvHelper;

namespace CampaignTasks.Application.Imports;

/// <summary>The splitting of one record into cells. A quote counts at a cell's start only; blanks may come before it.</summary>
internal sealed class CellSplitter
{
    private readonly CsvReaderOptions _format;
    private CsvMalformedReason? _problem;

    public CellSplitter(char separator)
    {
        Separator = separator;
        _format = CsvReaderOptions.Default with
        {
            Separator = separator,
            HasHeader = false,
            SkipEmptyLines = false,
            TrimWhitespace = true,
            OnMalformedRecord = record => _problem = record.Reason,
        };
    }

    public char Separator { get; }

    /// <summary>Splits a record; its cells are also there when its quotes are wrong, as far as they can be told.</summary>
    public SplitRecord Split(string record)
    {
        // Most records have no quotes, and nothing in them can go wrong.
        if (record.Length > 0 && !record.Contains('"', StringComparison.Ordinal))
        {
            return new(record.Split(Separator), SplitProblem.None);
        }

        _problem = null;
        using var reader = CsvReader.FromText(record, _format);
        if (!reader.Read())
        {
            return new([], SplitProblem.None);
        }

        string[] cells = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];

        // The reader tells the first problem of a record, and a quote inside a cell is none of ours: others may follow it.
        return new(cells, _problem is CsvMalformedReason.StrayQuote ? ProblemBehind(reader) : ProblemOf(_problem));
    }

    private SplitProblem ProblemBehind(CsvReader reader)
    {
        List<string> quoted =
        [
            .. Enumerable
                .Range(0, reader.FieldCount)
                .Select(i => System.Text.Encoding.UTF8.GetString(reader.GetRawSpan(i)))
                .Where(cell => cell.TrimStart(' ', '\t').StartsWith('"')),
        ];
        return quoted.Select(cell => Split(cell).Problem).FirstOrDefault(problem => problem is not SplitProblem.None);
    }

    private static SplitProblem ProblemOf(CsvMalformedReason? reason) =>
        reason switch
        {
            null or CsvMalformedReason.StrayQuote => SplitProblem.None,
            CsvMalformedReason.UnterminatedQuote => SplitProblem.OpenQuote,
            _ => SplitProblem.TextBehindQuote,
        };
}
