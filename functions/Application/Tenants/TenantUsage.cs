using System.Collections.Concurrent;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Application.Tenants;

/// <summary>
/// The use of quotas. Keys are counted by their store when one is added. Accounts, webhooks and audiences are counted by a read of their
/// partition, for they are seldom created. Tasks are counted so at most once a minute and process, and those created meanwhile are added:
/// processes together may exceed the quota by what they create within a minute. Contacts and bytes have counters (<see
/// cref="ContactQuota"/>, <see cref="StoredBytesQuota"/>). Thread-safe.
/// </summary>
internal sealed class TenantUsage(
    ITenantStore tenants,
    IAccountStore accounts,
    IAudienceStore audiences,
    IWebhookStore webhooks,
    ITaskStore tasks,
    ITenantCounters counters,
    TenantQuotaLimits limits,
    TimeProvider time
)
{
    private const int PageSize = 200;

    private const int MaxCached = 10_000;

    private static readonly TimeSpan CountedFor = TimeSpan.FromMinutes(1);

    private static readonly TaskFilter NotEnded = new([
        CampaignTaskStatus.Draft,
        CampaignTaskStatus.Testing,
        CampaignTaskStatus.Scheduled,
        CampaignTaskStatus.Running,
        CampaignTaskStatus.Paused,
    ]);

    private readonly ConcurrentDictionary<string, TaskCount> _tasks = new(StringComparer.Ordinal);

    /// <summary>Ensures that the tenant may have one more of a kind.</summary>
    /// <exception cref="QuotaExceededException">It has as many as it may.</exception>
    public async Task EnsureRoomAsync(string tenantId, QuotaKind kind, CancellationToken cancellationToken)
    {
        var limit = await limits.OfAsync(tenantId, kind, cancellationToken);
        var isFull =
            kind is QuotaKind.Tasks
                ? !await TryAddTaskAsync(tenantId, limit, cancellationToken)
                : await CountAsync(tenantId, kind, cancellationToken) >= limit;
        if (isFull)
        {
            throw new QuotaExceededException(kind, limit);
        }
    }

    /// <summary>Reads what the tenant uses and may use of each kind.</summary>
    public async Task<IReadOnlyDictionary<QuotaKind, (long Used, long Limit)>> ReadAsync(
        string tenantId,
        CancellationToken cancellationToken
    )
    {
        var tenant = await tenants.FindAsync(tenantId, cancellationToken);
        var usage = new Dictionary<QuotaKind, (long, long)>();
        foreach (var kind in Enum.GetValues<QuotaKind>())
        {
            usage[kind] = (await CountAsync(tenantId, kind, cancellationToken), limits.Of(tenant, kind));
        }

        return usage;
    }

    // A count is trusted only while it leaves room: at the limit it is taken again, because tasks end.
    private async Task<bool> TryAddTaskAsync(string tenantId, long limit, CancellationToken cancellationToken)
    {
        if (_tasks.TryGetValue(tenantId, out var known) && time.GetElapsedTime(known.AsOf) < CountedFor && known.TryAdd(limit))
        {
            return true;
        }

        var asOf = time.GetTimestamp();
        var counted = new TaskCount(asOf, await CountAsync(tenantId, QuotaKind.Tasks, cancellationToken));
        if (_tasks.Count >= MaxCached)
        {
            _tasks.Clear();
        }

        _tasks[tenantId] = counted;
        return counted.TryAdd(limit);
    }

    private async Task<long> CountAsync(string tenantId, QuotaKind kind, CancellationToken cancellationToken) =>
        kind switch
        {
            QuotaKind.Keys => (await tenants.ListKeysAsync(tenantId, cancellationToken)).Count,
            QuotaKind.Accounts => (await accounts.ListAsync(tenantId, cancellationToken)).Count,
            QuotaKind.Audiences => await CountAsync(cursor => audiences.ListAsync(tenantId, PageSize, cursor, cancellationToken)),
            QuotaKind.Webhooks => (await webhooks.ListAsync(tenantId, cancellationToken)).Count,
            QuotaKind.Tasks => await CountAsync(cursor => tasks.ListAsync(tenantId, NotEnded, PageSize, cursor, cancellationToken)),
            QuotaKind.Contacts or QuotaKind.StoredBytes => await counters.ReadAsync(tenantId, kind, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    private static async Task<long> CountAsync<T>(Func<string?, Task<CursorPage<T>>> readPage)
    {
        var count = 0L;
        string? cursor = null;
        do
        {
            var page = await readPage(cursor);
            count += page.Items.Count;
            cursor = page.Next;
        } while (cursor is not null);
        return count;
    }

    private sealed class TaskCount(long asOf, long counted)
    {
        private long _count = counted;

        public long AsOf => asOf;

        /// <summary>Counts one more unless that is too many.</summary>
        public bool TryAdd(long limit)
        {
            if (Interlocked.Increment(ref _count) <= limit)
            {
                return true;
            }

            Interlocked.Decrement(ref _count);
            return false;
        }
    }
}
