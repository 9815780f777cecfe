namespace CampaignTasks.Domain.Tasks;

/// <summary>
/// A store of tasks with their pasted addresses and logs. What is new of a task (<see cref="CampaignTask.PendingEvents"/>) goes into its
/// log in the same step that stores it: neither is ever there without the other.
/// </summary>
public interface ITaskStore
{
    /// <summary>
    /// Stores a new task and the addresses of its pasted list (version 1 of the list). Afterwards both are readable; a crash in between
    /// leaves no task.
    /// </summary>
    /// <exception cref="ConcurrencyConflictException">There is a task with this id already.</exception>
    Task<CampaignTask> AddAsync(CampaignTask task, IReadOnlyList<string> recipients, CancellationToken cancellationToken);

    /// <summary>The task, or null when it does not exist or belongs to another tenant.</summary>
    Task<CampaignTask?> FindAsync(string tenantId, string id, CancellationToken cancellationToken);

    /// <summary>Replaces the task if it still has the version it was read with; <paramref name="recipients"/>, when given, become the
    /// addresses of the list version the task now names.</summary>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it in between.</exception>
    Task<CampaignTask> UpdateAsync(CampaignTask task, IReadOnlyList<string>? recipients, CancellationToken cancellationToken);

    /// <summary>Deletes the task and its addresses if it still has the version it was read with; one that is gone is no error.</summary>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it in between.</exception>
    Task DeleteAsync(CampaignTask task, CancellationToken cancellationToken);

    /// <summary>A task's log, newest first: at least the <see cref="CampaignTask.MaxEntries"/> newest entries. It goes with the
    /// task.</summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> is not one of this list's.</exception>
    Task<CursorPage<AuditEntry>> ListEntriesAsync(
        string tenantId,
        string taskId,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    );

    /// <summary>A tenant's tasks, newest first.</summary>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> is not one of this list's.</exception>
    Task<CursorPage<CampaignTask>> ListAsync(
        string tenantId,
        TaskFilter filter,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    );

    /// <summary>The addresses of a list version, in order, streamed. The eight newest versions of a task's list are kept.</summary>
    /// <exception cref="InvalidOperationException">
    /// This task or this version of its list is not there, or went away during the read: a run must not be planned from a part of it.
    /// </exception>
    IAsyncEnumerable<string> ReadRecipientsAsync(string tenantId, string taskId, int listVersion, CancellationToken cancellationToken);

    /// <summary>
    /// Reads which tasks that have not ended use saved creatives, of which the newest and the oldest are named: one range read. It agrees
    /// with the tasks at any time.
    /// </summary>
    IAsyncEnumerable<CreativeUser> ReadCreativeUsersAsync(
        string tenantId,
        string newest,
        string oldest,
        CancellationToken cancellationToken
    );
}
