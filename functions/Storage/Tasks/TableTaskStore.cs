using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Tasks;

/// <summary>
/// A store of tasks in Table Storage, newest first, one partition per tenant. Addresses are written before the task's row names them, so a
/// crash leaves no half task; a deleted task is marked before its addresses and its log go, so whoever sees the mark later finishes the
/// deletion. Thread-safe.
/// </summary>
/// <param name="tables">The hub's tables.</param>
public sealed class TableTaskStore(StorageTables tables) : ITaskStore
{
    private const int KeptVersions = 8;
    private static readonly string[] OnlyLists = [TaskRows.Lists, TaskRows.Deleting];

    private readonly TableClient _tasks = tables.Definitions;
    private readonly RecipientRows _recipients = new(tables.Recipients);
    private readonly AuditRows _entries = new(tables.Definitions);

    /// <inheritdoc/>
    public async Task<CampaignTask> AddAsync(CampaignTask task, IReadOnlyList<string> recipients, CancellationToken cancellationToken)
    {
        var row = TaskRows.Write(task.WithEventsStored());
        var list = await _recipients.WriteAsync(task.TenantId, task.Id, version: 1, recipients, cancellationToken);
        row[TaskRows.Lists] = RecipientList.Write([list]);
        if (await _tasks.TryInsertAsync(row, [.. AuditRows.Of(task), .. CreativeUserRows.Changes(task)], cancellationToken) is { } version)
        {
            return task.WithEventsStored() with { ETag = version, StoredCreatives = task.UsedCreatives };
        }

        await _recipients.DeleteAsync(task.TenantId, task.Id, [list], cancellationToken);
        throw new ConcurrencyConflictException(What(task));
    }

    /// <inheritdoc/>
    public async Task<CampaignTask?> FindAsync(string tenantId, string id, CancellationToken cancellationToken) =>
        await RowAsync(tenantId, id, columns: null, cancellationToken) is { } row ? TaskRows.Read(row) : null;

    /// <inheritdoc/>
    public async Task<CampaignTask> UpdateAsync(CampaignTask task, IReadOnlyList<string>? recipients, CancellationToken cancellationToken)
    {
        var row = TaskRows.Write(task.WithEventsStored());
        if (recipients is null)
        {
            return await UpdateAsync(task, row, cancellationToken);
        }

        var known = await RowAsync(task.TenantId, task.Id, OnlyLists, cancellationToken);
        if (known is null || ConditionalWrites.Version(known) != task.ETag)
        {
            throw new ConcurrencyConflictException(What(task));
        }

        var list = await _recipients.WriteAsync(task.TenantId, task.Id, ListVersion(task), recipients, cancellationToken);
        List<RecipientList> lists =
        [
            .. RecipientList.Read(known.GetString(TaskRows.Lists)).Where(old => old.Version != list.Version),
            list,
        ];
        row[TaskRows.Lists] = RecipientList.Write(lists.TakeLast(KeptVersions));
        try
        {
            var stored = await UpdateAsync(task, row, cancellationToken);
            var dropped = RecipientList.Read(known.GetString(TaskRows.Lists)).Except(lists.TakeLast(KeptVersions));
            await _recipients.DeleteAsync(task.TenantId, task.Id, dropped, cancellationToken);
            return stored;
        }
        catch (ConcurrencyConflictException)
        {
            await _recipients.DeleteAsync(task.TenantId, task.Id, [list], cancellationToken);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        if (await RowAsync(task.TenantId, task.Id, OnlyLists, cancellationToken) is not { } row)
        {
            return;
        }

        if (!TaskRows.IsDeleting(row))
        {
            var mark = new TableEntity(row.PartitionKey, row.RowKey) { [TaskRows.Deleting] = true };
            await _tasks.UpdateOrLoseAsync(mark, task.ETag, TableUpdateMode.Merge, What(task), cancellationToken);
        }

        await FinishDeletionAsync(task.TenantId, task.Id, row, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CursorPage<AuditEntry>> ListEntriesAsync(
        string tenantId,
        string taskId,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) => _entries.ListAsync(tenantId, taskId, limit, cursor, cancellationToken);

    /// <inheritdoc/>
    public async Task<CursorPage<CampaignTask>> ListAsync(
        string tenantId,
        TaskFilter filter,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        List<TableEntity> halfDeleted = [];
        var page = await RowLists.PageAsync(
            _tasks,
            TaskRows.Partition(tenantId),
            TaskRows.Filter(filter),
            isSieved: TaskRows.IsSieved(filter),
            limit,
            cursor,
            Read,
            cancellationToken
        );
        foreach (var row in halfDeleted)
        {
            // Its deletion was interrupted: people's addresses must not stay behind.
            var task = Columns.ReadRecord(row, DomainJson.Default.CampaignTask);
            await FinishDeletionAsync(task.TenantId, task.Id, row, cancellationToken);
        }

        return page;

        CampaignTask? Read(TableEntity row)
        {
            if (TaskRows.Read(row) is { } task)
            {
                return filter.Matches(task) ? task : null;
            }

            halfDeleted.Add(row);
            return null;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ReadRecipientsAsync(
        string tenantId,
        string taskId,
        int listVersion,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var row = await RowAsync(tenantId, taskId, OnlyLists, cancellationToken);
        var list =
            row is null || TaskRows.IsDeleting(row)
                ? null
                : RecipientList.Read(row.GetString(TaskRows.Lists)).Find(list => list.Version == listVersion);
        if (list is null)
        {
            throw new InvalidOperationException($"Task {taskId} has no list version {listVersion}.");
        }

        await foreach (var address in _recipients.ReadAsync(tenantId, taskId, list, cancellationToken))
        {
            yield return address;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<CreativeUser> ReadCreativeUsersAsync(
        string tenantId,
        string newest,
        string oldest,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var row in _tasks.ReadAsync(CreativeUserRows.Filter(tenantId, newest, oldest), cancellationToken))
        {
            yield return CreativeUserRows.Read(row);
        }
    }

    private async Task<TableEntity?> RowAsync(string tenantId, string id, string[]? columns, CancellationToken cancellationToken)
    {
        if (!Keys.TryNewestFirst(id, out var key))
        {
            return null;
        }

        return await _tasks.FindAsync(TaskRows.Partition(tenantId), key, columns, cancellationToken);
    }

    // A merge: the names of the lists stay as they are unless the row brings new ones.
    private async Task<CampaignTask> UpdateAsync(CampaignTask task, TableEntity row, CancellationToken cancellationToken)
    {
        List<TableTransactionAction> beside = [.. AuditRows.Of(task), .. CreativeUserRows.Changes(task)];
        if (beside.Count == 0)
        {
            return task with
            {
                ETag = await _tasks.UpdateOrLoseAsync(row, task.ETag, TableUpdateMode.Merge, What(task), cancellationToken),
            };
        }

        var stored = task.WithEventsStored() with
        {
            ETag = await _tasks.UpdateOrLoseAsync(row, task.ETag, TableUpdateMode.Merge, beside, What(task), cancellationToken),
            StoredCreatives = task.UsedCreatives,
        };
        await _entries.TrimAsync(task, stored, cancellationToken);
        return stored;
    }

    private async Task FinishDeletionAsync(string tenantId, string taskId, TableEntity row, CancellationToken cancellationToken)
    {
        await _recipients.DeleteAsync(tenantId, taskId, RecipientList.Read(row.GetString(TaskRows.Lists)), cancellationToken);
        await _entries.DeleteAsync(tenantId, taskId, cancellationToken);
        await _tasks.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
    }

    private static int ListVersion(CampaignTask task) =>
        task.Plan.Audience is PastedList list
            ? list.Version
            : throw new ArgumentException("Only a pasted list has addresses of its own.", nameof(task));

    private static string What(CampaignTask task) => $"Task {task.Id}";
}
