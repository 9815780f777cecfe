using System.Globalization;
using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Tasks;

/// <summary>
/// Logs of tasks, one row per entry, newest first. They are in the partition of the tasks, so that one transaction changes a task and says
/// so; their keys begin with a character that comes after all that a task's key has.
/// </summary>
internal sealed class AuditRows(TableClient table)
{
    /// <summary>Keys of tasks come before it, keys of entries after.</summary>
    public const string First = "~";

    // Behind every digit.
    private const string AfterNumbers = ":";
    private const long Last = 9_999_999_999;

    /// <summary>
    /// Returns the new entries of a task, to be written with it. The task's version decides who writes an entry of this number.
    /// </summary>
    public static IReadOnlyList<TableTransactionAction> Of(CampaignTask task) =>
        [
            .. task.PendingEvents.Select(
                (entry, i) =>
                {
                    var row = new TableEntity(TaskRows.Partition(task.TenantId), RowKey(task.Id, task.EventCount + i + 1));
                    Columns.WriteRecord(row, entry, DomainJson.Default.AuditEntry);
                    row[OldRows.KeptSince] = entry.At.ToUniversalTime();
                    return new TableTransactionAction(TableTransactionActionType.UpsertReplace, row);
                }
            ),
        ];

    /// <summary>
    /// Forgets what the entries that were just stored push out. One that stays behind because storage failed is forgotten with the task.
    /// </summary>
    public async Task TrimAsync(CampaignTask before, CampaignTask stored, CancellationToken cancellationToken)
    {
        try
        {
            for (
                var number = Math.Max(0, before.EventCount - CampaignTask.MaxEntries) + 1;
                number <= stored.EventCount - CampaignTask.MaxEntries;
                number++
            )
            {
                await table.DeleteEntityAsync(TaskRows.Partition(stored.TenantId), RowKey(stored.Id, number), ETag.All, cancellationToken);
            }
        }
        catch (RequestFailedException)
        {
            // The change is stored, and its caller must learn that.
        }
    }

    public async Task<CursorPage<AuditEntry>> ListAsync(
        string tenantId,
        string taskId,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var list = Keys.Partition(tenantId, "log", taskId);
        var after = CursorCodec.Read(list, cursor);
        if (!Keys.TryNewestFirst(taskId, out var key))
        {
            return new([], Next: null);
        }

        var budget = new PageBudget();
        List<AuditEntry> entries = [];
        var last = "";
        await foreach (
            var row in table.ReadAsync(
                Filter(tenantId, key, after),
                Math.Min(limit + 1, RowLimits.PageRows),
                columns: null,
                cancellationToken
            )
        )
        {
            if (entries.Count == limit || !budget.TryAdd(row))
            {
                return new(entries, CursorCodec.Write(list, last));
            }

            entries.Add(Columns.ReadRecord(row, DomainJson.Default.AuditEntry));
            last = row.RowKey;
        }

        return new(entries, Next: null);
    }

    public async Task DeleteAsync(string tenantId, string taskId, CancellationToken cancellationToken)
    {
        var rows = await table
            .ReadAsync(Filter(tenantId, Keys.NewestFirst(taskId), after: null), RowLimits.PageRows, columns: [], cancellationToken)
            .ToListAsync(cancellationToken);
        foreach (var row in rows)
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
        }
    }

    private static string Filter(string tenantId, string key, string? after) =>
        TableClient.CreateQueryFilter(
            $"PartitionKey eq {TaskRows.Partition(tenantId)} and RowKey gt {after ?? First + key} and RowKey lt {First + key + AfterNumbers}"
        );

    // Newest first, as the rows of tasks: a greater number is a smaller key.
    private static string RowKey(string taskId, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{First}{Keys.NewestFirst(taskId)}{Last - number:D10}");
}
