using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Tasks;

/// <summary>
/// The index from saved creatives to the tasks that use them, one row per use. It is in the partition of the tasks, behind their logs, so
/// that the transaction that stores a task changes it, too.
/// </summary>
internal static class CreativeUserRows
{
    // Keys of logs have another character than this after the first.
    private const string First = AuditRows.First + "~";
    private const string Creative = "Creative";
    private const string Task = "Task";

    // Behind the mark that ends a creative's key.
    private const string AfterMark = "}";

    /// <summary>Returns what a task's uses have gained and lost since it was read; empty where nothing changed.</summary>
    public static IEnumerable<TableTransactionAction> Changes(CampaignTask task)
    {
        var (before, after) = (task.StoredCreatives ?? [], task.UsedCreatives);
        return
        [
            .. after.Except(before).Select(id => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Write(task, id))),
            .. before.Except(after).Select(id => new TableTransactionAction(TableTransactionActionType.Delete, Write(task, id), ETag.All)),
        ];
    }

    public static CreativeUser Read(TableEntity row) => new(row.GetString(Creative), row.GetString(Task));

    /// <summary>Selects the uses of creatives between two, both included.</summary>
    public static string Filter(string tenantId, string newest, string oldest) =>
        RowFilter.Range(TaskRows.Partition(tenantId), First + Keys.NewestFirst(newest), First + Keys.NewestFirst(oldest) + AfterMark);

    private static TableEntity Write(CampaignTask task, string creativeId) =>
        new(TaskRows.Partition(task.TenantId), $"{First}{Keys.NewestFirst(creativeId)}{Keys.NewestFirst(task.Id)}")
        {
            [Creative] = creativeId,
            [Task] = task.Id,
        };
}
