using System.Globalization;
using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Ledger;

/// <summary>Keeps runs: one partition per task, newest occurrence first, and an entry in the directory that leads from a run's id to it.</summary>
internal sealed class RunRows(TableClient runs, TableClient directory)
{
    private const string Run = "run";
    private const string Tenant = "Tenant";
    private const string Task = "Task";
    private const string Row = "Row";

    public async Task<Run> OpenAsync(Run run, CancellationToken cancellationToken)
    {
        var row = Write(run);
        // The entry first: a run whose receipts cannot find it must not exist.
        var entry = new TableEntity(Entry(run.Id), EntryRow(run.Id)) { [Tenant] = run.TenantId, [Task] = run.TaskId, [Row] = row.RowKey };
        await directory.TryInsertAsync(entry, cancellationToken);
        if (await runs.TryInsertAsync(row, cancellationToken) is { } version)
        {
            return run with { ETag = version };
        }

        var stored = await runs.GetEntityAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
        return Read(stored.Value);
    }

    public async Task<Run?> FindAsync(RunId id, CancellationToken cancellationToken)
    {
        if (await directory.FindAsync(Entry(id), EntryRow(id), cancellationToken) is not { } place)
        {
            return null;
        }

        var partition = Partition(place.GetString(Tenant)!, place.GetString(Task)!);
        return await runs.FindAsync(partition, place.GetString(Row)!, cancellationToken) is { } found ? Read(found) : null;
    }

    public async Task<Run> UpdateAsync(Run run, CancellationToken cancellationToken) =>
        run with { ETag = await runs.UpdateOrLoseAsync(Write(run), run.ETag, TableUpdateMode.Replace, $"Run {run.Id}", cancellationToken) };

    public Task<CursorPage<Run>> ListAsync(string tenantId, string taskId, int limit, string? cursor, CancellationToken cancellationToken) =>
        RowLists.PageAsync(runs, Partition(tenantId, taskId), filter: null, isSieved: false, limit, cursor, Read, cancellationToken);

    public IAsyncEnumerable<Run> AllAsync(string tenantId, string taskId, CancellationToken cancellationToken) =>
        runs.ReadAsync(RowFilter.Partition(Partition(tenantId, taskId)), cancellationToken).Select(Read);

    public async Task DeleteAsync(Run run, CancellationToken cancellationToken)
    {
        var row = Write(run);
        await directory.DeleteEntityAsync(Entry(run.Id), EntryRow(run.Id), ETag.All, cancellationToken);
        await runs.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
    }

    private static TableEntity Write(Run run)
    {
        var newestFirst = string.Create(CultureInfo.InvariantCulture, $"{long.MaxValue - run.Occurrence.UtcTicks:D19}-{run.Id}");
        var row = new TableEntity(Partition(run.TenantId, run.TaskId), newestFirst);
        Columns.WriteRecord(row, run, DomainJson.Default.Run);
        return row;
    }

    private static Run Read(TableEntity row) => Columns.ReadRecord(row, DomainJson.Default.Run) with { ETag = ConditionalWrites.Version(row) };

    private static string Partition(string tenantId, string taskId) => Keys.Partition(tenantId, taskId);

    private static string Entry(RunId id) => Keys.Partition(Run, id.ToString());

    // A key of its own: Azurite looks rows up by their row key first, and goes through all that have the same.
    private static string EntryRow(RunId id) => id.ToString();
}
