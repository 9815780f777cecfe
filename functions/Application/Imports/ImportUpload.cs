using CampaignTasks.Application.Files;
using CampaignTasks.Domain;
using System.Runtime.CompilerServices;
using CampaignTasks.Application.Imports;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Imports;

/// <summary>
/// Takes a file in while it is being sent: records become parts, and when the last is kept the import begins. Memory holds one part. Of a file that
/// breaks off nothing is kept, unless the process breaks off with it: then parts are left that nobody names.
/// </summary>
internal sealed class ImportUpload(IImportStore store, IImportRunner runner, TimeProvider time)
{
    private const int MaxRecords = 2000;
    private const int MaxCharacters = 400_000;

    /// <exception cref="ValidationException">The file as a whole cannot be read. Errors of single records are shown by the import.</exception>
    public async Task<ImportJob> TakeAsync(ImportJob job, Stream body, bool isCsv, CancellationToken cancellationToken)
    {
        var read = await AllOrNothing.RunAsync(
            store: () => ReadAsync(job, body, isCsv, cancellationToken),
            undo: () => store.DeletePartsAsync(job.TenantId, job.Id, from: 0, CancellationToken.None));
        job = await store.AddAsync(Begin(read), cancellationToken);

        // Stored: whether or not the caller still listens, it is carried out.
        await runner.StartAsync(job, CancellationToken.None);
        return job;
    }

    /// <summary>Keeps the file's parts.</summary>
    private async Task<ImportJob> ReadAsync(ImportJob job, Stream body, bool isCsv, CancellationToken cancellationToken)
    {
        using var text = FileText.Read(body);
        var records = isCsv ? CsvAsync(job.Kind, text, cancellationToken) : LinesAsync(text, cancellationToken);
        List<ImportRecord> part = [];
        List<ImportError> faults = [];
        var (characters, count, parts) = (0, 0L, 0);
        await foreach (var (record, fault) in records.WithCancellation(cancellationToken))
        {
            count++;
            if (fault is not null)
            {
                faults.Add(fault);
                job = faults.Count == ImportJob.MaxFaults ? Flush(job, faults) : job;
                continue;
            }

            if (part.Count == MaxRecords || characters + record!.Json.Length > MaxCharacters)
            {
                await store.WritePartAsync(job.TenantId, job.Id, parts++, part, cancellationToken);
                part.Clear();
                characters = 0;
            }

            part.Add(record!);
            characters += record!.Json.Length;
        }

        if (part.Count > 0)
        {
            await store.WritePartAsync(job.TenantId, job.Id, parts++, part, cancellationToken);
        }

        return Flush(job, faults) with { Records = count, Parts = parts };
    }

    private ImportJob Begin(ImportJob job) => job.Parts > 0 ? job : job with { Status = ImportStatus.Completed, CompletedAt = time.GetUtcNow() };

    private static ImportJob Flush(ImportJob job, List<ImportError> faults)
    {
        job = job.With(faults);
        faults.Clear();
        return job;
    }

    private static async IAsyncEnumerable<(ImportRecord? Record, ImportError? Fault)> LinesAsync(
        StreamReader text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new RecordReader(text, hasQuotes: false);
        while (await reader.ReadAsync(cancellationToken) is { } raw)
        {
            yield return FaultOf(raw) is { } fault ? (null, fault) : (new ImportRecord(raw.Line, raw.Text!), null);
        }
    }

    private static async IAsyncEnumerable<(ImportRecord? Record, ImportError? Fault)> CsvAsync(
        ImportKind kind, StreamReader text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new RecordReader(text, hasQuotes: true);
        var errors = new ValidationErrors();
        var table = CsvTable.From(await reader.ReadAsync(cancellationToken), errors);
        ICsvRows? rows = table is null ? null : kind is ImportKind.Contacts ? CsvContacts.From(table, errors) : CsvOrders.From(table, errors);
        errors.ThrowIfAny();
        while (await reader.ReadAsync(cancellationToken) is { } raw)
        {
            if (FaultOf(raw) is { } fault)
            {
                yield return (null, fault);
            }
            else if (table!.Read(raw.Text!, out var words) is not { } cells)
            {
                yield return (null, new ImportError(raw.Line, words!));
            }
            else if (rows!.Add(raw.Line, cells) is { } record)
            {
                yield return (record, null);
            }
        }

        if (rows!.End() is { } last)
        {
            yield return (last, null);
        }
    }

    private static ImportError? FaultOf(RawRecord raw) => raw.Text switch
    {
        null => new(raw.Line, $"The record is too long: send at most {RecordReader.Longest} characters."),
        _ when raw.Text.Contains('\uFFFD', StringComparison.Ordinal) => new(raw.Line, "The line is not UTF-8: save the file as UTF-8, or as UTF-16 with its byte order mark."),
        _ when raw.Text.Contains('\0', StringComparison.Ordinal) => new(raw.Line, "The line has NUL characters: save the file as UTF-8, or as UTF-16 with its byte order mark."),
        _ => null,
    };
}
