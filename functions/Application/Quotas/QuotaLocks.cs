namespace CampaignTasks.Application.Quotas;

/// <summary>
/// The locks of quotas in this process, so that its senders do not race each other in storage and each finds a quota as the last one left
/// it. Unused locks beyond a number are dropped: that costs a read when their quota is used again.
/// </summary>
internal sealed class QuotaLocks(int most = 1_000)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Tenant, string Scope), QuotaLock> _locks = [];
    private long _uses;

    /// <summary>The number of locks kept.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _locks.Count;
            }
        }
    }

    /// <summary>Waits for the lock of a quota; disposing releases it.</summary>
    public async Task<QuotaLockHandle> EnterAsync(string tenantId, string scope, CancellationToken cancellationToken)
    {
        QuotaLock wanted;
        var acquired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            wanted = _locks.TryGetValue((tenantId, scope), out var known) ? known : _locks[(tenantId, scope)] = new(tenantId, scope);
            wanted.LastUse = ++_uses;
            if (wanted.Users++ == 0)
            {
                acquired.SetResult();
            }
            else
            {
                wanted.Waiting.Enqueue(acquired);
            }
        }

        await using (cancellationToken.Register(() => acquired.TrySetCanceled(cancellationToken)))
        {
            await acquired.Task;
        }

        return new QuotaLockHandle(wanted, this);
    }

    /// <summary>Passes the lock to the next that waits and was not canceled.</summary>
    internal void Release(QuotaLock released)
    {
        lock (_lock)
        {
            released.Users--;
            while (released.Waiting.TryDequeue(out var next) && !next.TrySetResult())
            {
                released.Users--;
            }

            if (_locks.Count > most && _locks.Values.Where(one => one.Users is 0).MinBy(one => one.LastUse) is { } unused)
            {
                _locks.Remove((unused.TenantId, unused.Scope));
            }
        }
    }
}
