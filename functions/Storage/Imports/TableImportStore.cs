using System.Globalization;
using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Imports;

/// <summary>
/// A store of imports in Table Storage, newest first, one partition per tenant; the chunks of a file in a partition of their own.
/// Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableImportStore(StorageTables tables) : IImportStore
{
    private const string Prefix = "P";

    private readonly TableClient _jobs = tables.Definitions;
    private readonly TableClient _parts = tables.Recipients;

    /// <inheritdoc/>
    public async Task<ImportJob> AddAsync(ImportJob job, CancellationToken cancellationToken) =>
        await _jobs.TryInsertAsync(Write(job), cancellationToken) is { } version
            ? job with
            {
                ETag = version,
            }
            : throw new ConcurrencyConflictException(What(job));

    /// <inheritdoc/>
    public async Task<ImportJob?> FindAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        if (!Keys.TryNewestFirst(id, out var key))
        {
            return null;
        }

        return await _jobs.FindAsync(Partition(tenantId), key, cancellationToken) is { } row ? Read(row) : null;
    }

    /// <inheritdoc/>
    public async Task<ImportJob> UpdateAsync(ImportJob job, CancellationToken cancellationToken) =>
        job with
        {
            ETag = await _jobs.UpdateOrLoseAsync(Write(job), job.ETag, TableUpdateMode.Replace, What(job), cancellationToken),
        };

    /// <inheritdoc/>
    public Task<CursorPage<ImportJob>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken) =>
        RowLists.PageAsync(_jobs, Partition(tenantId), filter: null, isSieved: false, limit, cursor, Read, cancellationToken);

    /// <inheritdoc/>
    public async Task WritePartAsync(
        string tenantId,
        string id,
        int part,
        IReadOnlyList<ImportRecord> records,
        CancellationToken cancellationToken
    )
    {
        var row = new TableEntity(Parts(tenantId, id), RowKey(part));
        Columns.Write(row, Prefix, Pack(records));
        await _parts.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ImportRecord>> ReadPartAsync(string tenantId, string id, int part, CancellationToken cancellationToken)
    {
        return await _parts.FindAsync(Parts(tenantId, id), RowKey(part), cancellationToken) is { } row
            ? Unpack(Columns.Read(row, Prefix))
            : [];
    }

    /// <inheritdoc/>
    public async Task DeletePartsAsync(string tenantId, string id, int from, CancellationToken cancellationToken)
    {
        // A deletion that finds nothing may have been carried out before, and its answer lost: what ends the parts is one that cannot be
        // read.
        var partition = Parts(tenantId, id);
        while (await _parts.FindAsync(partition, RowKey(from), [], cancellationToken) is not null)
        {
            await _parts.DeleteEntityAsync(partition, RowKey(from++), ETag.All, cancellationToken);
        }
    }

    private static byte[] Pack(IReadOnlyList<ImportRecord> records)
    {
        var pack = new PackWriter(64 * 1024);
        try
        {
            pack.Number(records.Count);
            foreach (var record in records)
            {
                pack.Number(record.Line);
                pack.Text(record.Json);
            }

            return Gzip.Zip(pack.Written);
        }
        finally
        {
            pack.Dispose();
        }
    }

    private static ImportRecord[] Unpack(ReadOnlyMemory<byte> zipped)
    {
        var pack = new PackReader(Gzip.Unzip(zipped).Span);
        var records = new ImportRecord[pack.Count()];
        for (var i = 0; i < records.Length; i++)
        {
            records[i] = new(pack.Number(), pack.Text());
        }

        return records;
    }

    private static TableEntity Write(ImportJob job)
    {
        var row = new TableEntity(Partition(job.TenantId), Keys.NewestFirst(job.Id));
        Columns.WriteRecord(row, job, DomainJson.Default.ImportJob);
        if (job.CompletedAt is { } completedAt)
        {
            row[OldRows.KeptSince] = completedAt.ToUniversalTime();
        }

        return row;
    }

    private static ImportJob Read(TableEntity row) =>
        Columns.ReadRecord(row, DomainJson.Default.ImportJob) with
        {
            ETag = ConditionalWrites.Version(row),
        };

    internal static string Partition(string tenantId) => Keys.Partition(tenantId, "import");

    private static string Parts(string tenantId, string id) => Keys.Partition(tenantId, "import", id);

    private static string RowKey(int part) => part.ToString("D8", CultureInfo.InvariantCulture);

    private static string What(ImportJob job) => $"Import {job.Id}";
}
