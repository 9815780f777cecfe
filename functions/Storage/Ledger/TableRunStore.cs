using System.Globalization;
using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Ledger;

/// <summary>
/// The runs in Table Storage: one partition per task, newest occurrence first, another one for its tests, and an entry in the directory
/// that leads from an id to the run. Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableRunStore(StorageTables tables) : IRunStore
{
    private const string Run = "run";
    private const string Tenant = "Tenant";
    private const string Task = "Task";
    private const string Row = "Row";
    private const string Test = "Test";

    private readonly TableClient _runs = tables.Runs;
    private readonly TableClient _directory = tables.Directory;

    /// <inheritdoc/>
    public async Task<Run> OpenAsync(Run run, CancellationToken cancellationToken)
    {
        var row = Write(run);
        // The entry first: a run whose receipts cannot find it must not exist.
        var entry = new TableEntity(Entry(run.Id), EntryRow(run.Id))
        {
            [Tenant] = run.TenantId,
            [Task] = run.TaskId,
            [Row] = row.RowKey,
            [Test] = run.Test is not null,
        };
        await _directory.TryInsertAsync(entry, cancellationToken);
        if (await _runs.TryInsertAsync(row, cancellationToken) is { } version)
        {
            return run with { ETag = version };
        }

        var stored = await _runs.GetEntityAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
        return Read(stored.Value);
    }

    /// <inheritdoc/>
    public async Task<Run?> FindAsync(RunId id, CancellationToken cancellationToken)
    {
        if (await _directory.FindAsync(Entry(id), EntryRow(id), cancellationToken) is not { } place)
        {
            return null;
        }

        var partition = Partition(place.GetString(Tenant)!, place.GetString(Task)!, place.GetBoolean(Test) is true);
        return await _runs.FindAsync(partition, place.GetString(Row)!, cancellationToken) is { } found ? Read(found) : null;
    }

    /// <inheritdoc/>
    public async Task<Run> UpdateAsync(Run run, CancellationToken cancellationToken) =>
        run with
        {
            ETag = await _runs.UpdateOrLoseAsync(Write(run), run.ETag, TableUpdateMode.Replace, $"Run {run.Id}", cancellationToken),
        };

    /// <inheritdoc/>
    public Task<CursorPage<Run>> ListAsync(
        string tenantId,
        string taskId,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) => ListAsync(Partition(tenantId, taskId, isTest: false), limit, cursor, cancellationToken);

    /// <inheritdoc/>
    public Task<CursorPage<Run>> ListTestsAsync(
        string tenantId,
        string taskId,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) => ListAsync(Partition(tenantId, taskId, isTest: true), limit, cursor, cancellationToken);

    /// <inheritdoc/>
    public async Task DeleteAsync(Run run, CancellationToken cancellationToken)
    {
        var row = Write(run);
        await _directory.DeleteEntityAsync(Entry(run.Id), EntryRow(run.Id), ETag.All, cancellationToken);
        await _runs.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
    }

    private Task<CursorPage<Run>> ListAsync(string partition, int limit, string? cursor, CancellationToken cancellationToken) =>
        RowLists.PageAsync(_runs, partition, filter: null, isSieved: false, limit, cursor, Read, cancellationToken);

    private static TableEntity Write(Run run)
    {
        var newestFirst = string.Create(CultureInfo.InvariantCulture, $"{long.MaxValue - run.Occurrence.UtcTicks:D19}-{run.Id}");
        var row = new TableEntity(Partition(run.TenantId, run.TaskId, run.Test is not null), newestFirst);
        Columns.WriteRecord(row, run, DomainJson.Default.Run);
        if (run.CompletedAt is { } completedAt)
        {
            row[OldRows.KeptSince] = completedAt.ToUniversalTime();
        }

        return row;
    }

    internal static Run Read(TableEntity row) =>
        Columns.ReadRecord(row, DomainJson.Default.Run) with
        {
            ETag = ConditionalWrites.Version(row),
        };

    private static string Partition(string tenantId, string taskId, bool isTest) =>
        isTest ? Keys.Partition(tenantId, taskId, "test") : Keys.Partition(tenantId, taskId);

    /// <summary>Gets the place of a stored run's row in the directory.</summary>
    internal static (string Partition, string Row) EntryOf(TableEntity row)
    {
        var id = Read(row).Id;
        return (Entry(id), EntryRow(id));
    }

    private static string Entry(RunId id) => Keys.Partition(Run, id.ToString());

    // A key of its own: Azurite finds rows by their row key first, and goes through all that have the same.
    private static string EntryRow(RunId id) => id.ToString();
}
