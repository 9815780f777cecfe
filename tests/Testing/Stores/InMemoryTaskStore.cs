using System.Globalization;
using System.Runtime.CompilerServices;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps tasks in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryTaskStore : ITaskStore
{
    private const int KeptVersions = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, string Id), CampaignTask> _tasks = [];
    private readonly Dictionary<(string Tenant, string Id), SortedDictionary<int, string[]>> _lists = [];
    private readonly Dictionary<(string Tenant, string Id), List<AuditEntry>> _logs = [];
    private long _version;

    public Task<CampaignTask> AddAsync(CampaignTask task, IReadOnlyList<string> recipients, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var stored = task.WithEventsStored() with { ETag = NewVersion() };
            if (!_tasks.TryAdd((task.TenantId, task.Id), stored))
            {
                throw new ConcurrencyConflictException($"Task {task.Id}");
            }

            _lists[(task.TenantId, task.Id)] = new() { [1] = [.. recipients] };
            _logs[(task.TenantId, task.Id)] = [.. task.PendingEvents];
            return Task.FromResult(stored);
        }
    }

    public Task<CampaignTask?> FindAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_tasks.GetValueOrDefault((tenantId, id)));
        }
    }

    public Task<CampaignTask> UpdateAsync(CampaignTask task, IReadOnlyList<string>? recipients, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Check(task);
            var stored = task.WithEventsStored() with { ETag = NewVersion() };
            _tasks[(task.TenantId, task.Id)] = stored;
            _logs[(task.TenantId, task.Id)].AddRange(task.PendingEvents);
            if (recipients is not null)
            {
                var lists = _lists[(task.TenantId, task.Id)];
                lists[ListVersion(task)] = [.. recipients];
                while (lists.Count > KeptVersions)
                {
                    lists.Remove(lists.Keys.First());
                }
            }

            return Task.FromResult(stored);
        }
    }

    public Task DeleteAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_tasks.ContainsKey((task.TenantId, task.Id)))
            {
                Check(task);
                _tasks.Remove((task.TenantId, task.Id));
                _lists.Remove((task.TenantId, task.Id));
                _logs.Remove((task.TenantId, task.Id));
            }

            return Task.CompletedTask;
        }
    }

    public Task<CursorPage<AuditEntry>> ListEntriesAsync(
        string tenantId,
        string taskId,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            var log = _logs.GetValueOrDefault((tenantId, taskId)) ?? [];
            var newest = log.Select((entry, i) => (Entry: entry, Number: $"{i:D10}")).Reverse().Take(CampaignTask.MaxEntries);
            var page = ListCursor.Page(
                newest,
                $"log of {tenantId}/{taskId}",
                one => one.Number,
                (number, from) => string.CompareOrdinal(number, from) < 0,
                limit,
                cursor
            );
            return Task.FromResult(new CursorPage<AuditEntry>([.. page.Items.Select(one => one.Entry)], page.Next));
        }
    }

    public Task<CursorPage<CampaignTask>> ListAsync(
        string tenantId,
        TaskFilter filter,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            var items = _tasks
                .Values.Where(task => task.TenantId == tenantId && filter.Matches(task))
                .OrderByDescending(task => task.Id, StringComparer.Ordinal);
            return Task.FromResult(
                ListCursor.Page(
                    items,
                    $"tasks of {tenantId}",
                    task => task.Id,
                    (id, from) => string.CompareOrdinal(id, from) < 0,
                    limit,
                    cursor
                )
            );
        }
    }

    public async IAsyncEnumerable<string> ReadRecipientsAsync(
        string tenantId,
        string taskId,
        int listVersion,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.CompletedTask;
        foreach (var address in Recipients(tenantId, taskId, listVersion))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return address;
        }
    }

    public async IAsyncEnumerable<CreativeUser> ReadCreativeUsersAsync(
        string tenantId,
        string newest,
        string oldest,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.CompletedTask;
        List<CreativeUser> users;
        lock (_gate)
        {
            users =
            [
                .. _tasks
                    .Values.Where(task => task.TenantId == tenantId)
                    .SelectMany(task => task.UsedCreatives.Select(id => new CreativeUser(id, task.Id)))
                    .Where(user =>
                        string.CompareOrdinal(user.CreativeId, oldest) >= 0 && string.CompareOrdinal(user.CreativeId, newest) <= 0
                    )
                    .OrderByDescending(user => user.CreativeId, StringComparer.Ordinal)
                    .ThenByDescending(user => user.TaskId, StringComparer.Ordinal),
            ];
        }

        foreach (var user in users)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return user;
        }
    }

    private string[] Recipients(string tenantId, string taskId, int listVersion)
    {
        lock (_gate)
        {
            return _lists.TryGetValue((tenantId, taskId), out var lists) && lists.TryGetValue(listVersion, out var list)
                ? list
                : throw new InvalidOperationException($"Task {taskId} has no list version {listVersion}.");
        }
    }

    private void Check(CampaignTask task)
    {
        if (!_tasks.TryGetValue((task.TenantId, task.Id), out var stored) || stored.ETag != task.ETag)
        {
            throw new ConcurrencyConflictException($"Task {task.Id}");
        }
    }

    private string NewVersion() => (++_version).ToString(CultureInfo.InvariantCulture);

    private static int ListVersion(CampaignTask task) =>
        task.Plan.Audience is PastedList list
            ? list.Version
            : throw new ArgumentException("Only a pasted list has addresses of its own.", nameof(task));
}
