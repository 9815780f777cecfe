using System.Runtime.CompilerServices;
using CampaignTasks.Application.Files;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Imports;

/// <summary>
/// The upload of a file of records. It is stored in parts while it arrives; the import begins after the last part. Memory holds one part,
/// and of orders in CSV what <see cref="OrderSpool"/> holds.
/// Nothing is kept of an interrupted file, unless the process ends as well: then parts remain that no import refers to.
/// </summary>
internal sealed class ImportUpload(IImportStore store, ISettingsStore settings, IImportRunner runner, TimeProvider time)
{
    private const int MaxRecords = 2000;
    private const int MaxCharacters = 400_000;

    /// <summary>Stores a file and starts its import.</summary>
    /// <exception cref="ValidationException">The file as a whole cannot be read. The import shows errors of single records.</exception>
    public async Task<ImportJob> TakeAsync(ImportJob job, Stream body, bool isCsv, CancellationToken cancellationToken)
    {
        var read = await AllOrNothing.RunAsync(
            store: () => ReadAsync(job, body, isCsv, cancellationToken),
            undo: () => store.DeletePartsAsync(job.TenantId, job.Id, from: 0, CancellationToken.None)
        );
        job = await store.AddAsync(Begin(read), cancellationToken);

        // Stored: it is carried out even if the caller has disconnected.
        await runner.StartAsync(job, CancellationToken.None);
        return job;
    }

    /// <summary>Stores the file's parts.</summary>
    private async Task<ImportJob> ReadAsync(ImportJob job, Stream body, bool isCsv, CancellationToken cancellationToken)
    {
        using var text = FileText.Read(body);
        var records = isCsv
            ? CsvFile.ReadAsync(job.Kind, text, await ZoneAsync(job.TenantId, cancellationToken), cancellationToken)
            : LinesAsync(text, cancellationToken);
        List<ImportRecord> part = [];
        List<ImportError> rejected = [];
        var (characters, count, parts) = (0, 0L, 0);
        await foreach (var (record, error) in records.WithCancellation(cancellationToken))
        {
            count++;
            if (error is not null)
            {
                rejected.Add(error);
                job = rejected.Count == ImportJob.MaxFaults ? Flush(job, rejected) : job;
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

        return Flush(job, rejected) with
        {
            Records = count,
            Parts = parts,
        };
    }

    private async Task<string> ZoneAsync(string tenantId, CancellationToken cancellationToken) =>
        (await settings.ReadAsync(tenantId, cancellationToken)).TimeZone ?? "UTC";

    private ImportJob Begin(ImportJob job) =>
        job.Parts > 0 ? job : job with { Status = ImportStatus.Completed, CompletedAt = time.GetUtcNow() };

    private static ImportJob Flush(ImportJob job, List<ImportError> rejected)
    {
        job = job.With(rejected);
        rejected.Clear();
        return job;
    }

    private static async IAsyncEnumerable<FileRecord> LinesAsync(
        TextReader text,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var lines = new LineReader(text);
        while (await lines.ReadAsync(cancellationToken) is { } line)
        {
            if (line.Text is null)
            {
                yield return FileRecord.Faulty(line.Number, RecordText.TooLong);
            }
            else if (RecordText.FaultOf(line.Text) is { } fault)
            {
                yield return FileRecord.Faulty(line.Number, fault);
            }
            else if (!string.IsNullOrWhiteSpace(line.Text))
            {
                yield return FileRecord.Of(line.Number, line.Text);
            }
        }
    }
}
