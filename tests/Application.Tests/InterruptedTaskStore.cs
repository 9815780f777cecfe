using CampaignTasks.Domain;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Tests;

/// <summary>A task store in which somebody else writes between a reader's read and its write, once, and whose reads may fail.</summary>
internal sealed class InterruptedTaskStore(ITaskStore tasks) : ITaskStore
{
    /// <summary>What somebody else does before the next update.</summary>
    public Func<ITaskStore, Task>? Meanwhile { get; set; }

    /// <summary>What reading a task fails with; null when it does not.</summary>
    public Exception? ReadFails { get; set; }

    public async Task<CampaignTask> UpdateAsync(CampaignTask task, IReadOnlyList<string>? recipients, CancellationToken cancellationToken)
    {
        if (Meanwhile is { } meanwhile)
        {
            Meanwhile = null;
            await meanwhile(tasks);
        }

        return await tasks.UpdateAsync(task, recipients, cancellationToken);
    }

    public Task<CampaignTask> AddAsync(CampaignTask task, IReadOnlyList<string> recipients, CancellationToken cancellationToken) =>
        tasks.AddAsync(task, recipients, cancellationToken);

    public Task<CampaignTask?> FindAsync(string tenantId, string id, CancellationToken cancellationToken) =>
        ReadFails is null ? tasks.FindAsync(tenantId, id, cancellationToken) : throw ReadFails;

    public Task DeleteAsync(CampaignTask task, CancellationToken cancellationToken) => tasks.DeleteAsync(task, cancellationToken);

    public Task<CursorPage<AuditEntry>> ListEntriesAsync(
        string tenantId,
        string taskId,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) => tasks.ListEntriesAsync(tenantId, taskId, limit, cursor, cancellationToken);

    public Task<CursorPage<CampaignTask>> ListAsync(
        string tenantId,
        TaskFilter filter,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) => tasks.ListAsync(tenantId, filter, limit, cursor, cancellationToken);

    public IAsyncEnumerable<string> ReadRecipientsAsync(
        string tenantId,
        string taskId,
        int listVersion,
        CancellationToken cancellationToken
    ) => tasks.ReadRecipientsAsync(tenantId, taskId, listVersion, cancellationToken);

    public IAsyncEnumerable<CreativeUser> ReadCreativeUsersAsync(
        string tenantId,
        string newest,
        string oldest,
        CancellationToken cancellationToken
    ) => tasks.ReadCreativeUsersAsync(tenantId, newest, oldest, cancellationToken);
}
