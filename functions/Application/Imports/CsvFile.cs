using System.Runtime.CompilerServices;
using CampaignTasks.Application.Files;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Imports;

/// <summary>The reading of a CSV file, in bounded memory: every row ends in a record or an error, except blank ones.</summary>
internal static class CsvFile
{
    // What the first rows do not tell about the file's numbers and dates remains open.
    private const int FirstRows = 1000;
    private const int FirstCharacters = 400_000;

    /// <summary>Reads the records.</summary>
    /// <param name="kind">What the rows are.</param>
    /// <param name="text">The file.</param>
    /// <param name="zone">The IANA zone of local times.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ValidationException">The header is invalid.</exception>
    public static async IAsyncEnumerable<FileRecord> ReadAsync(
        ImportKind kind,
        TextReader text,
        string zone,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var errors = new ValidationErrors();
        var file = await CsvHeader.ReadAsync(new LineReader(text), errors, cancellationToken);
        errors.ThrowIfAny();
        var (header, records) = file!.Value;
        using ICsvRows? rows = kind switch
        {
            ImportKind.Contacts => CsvContacts.From(header, errors),
            ImportKind.Orders => CsvOrders.From(header, errors),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Files of this kind are NDJSON only."),
        };
        errors.ThrowIfAny();

        var first = await FirstAsync(header, records, cancellationToken);
        var cells = CellReader.Of(header.Separator, rows!.Types, first, zone);
        foreach (var row in first)
        {
            if (await rows.AddAsync(row, cells, cancellationToken) is { } record)
            {
                yield return record;
            }
        }

        while (await records.ReadAsync(cancellationToken) is { } row)
        {
            if (await rows.AddAsync(header.Align(row), cells, cancellationToken) is { } record)
            {
                yield return record;
            }
        }

        await foreach (var record in rows.EndAsync(cancellationToken))
        {
            yield return record;
        }
    }

    private static async Task<IReadOnlyList<CsvRecord>> FirstAsync(
        CsvHeader header,
        CsvRecords records,
        CancellationToken cancellationToken
    )
    {
        List<CsvRecord> first = [];
        var characters = 0;
        while (first.Count < FirstRows && characters < FirstCharacters && await records.ReadAsync(cancellationToken) is { } row)
        {
            first.Add(header.Align(row));
            characters += row.Cells.Sum(cell => cell.Length);
        }

        return first;
    }
}
