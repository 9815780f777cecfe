namespace CampaignTasks.Application.Quotas;

/// <summary>
/// Where this process's senders queue up for a budget, one at a time, so that they do not race each other in storage; and where the next one finds
/// it as the last one left it. Places that nobody stands at are given up beyond some number: that costs a read when they are asked for again.
/// </summary>
internal sealed class QuotaLocks(int most = 1_000)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, string Scope), QuotaLock> _places = [];
    private long _visits;

    /// <summary>Places kept.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _places.Count;
            }
        }
    }

    /// <summary>Waits for one's turn at a budget; disposing ends it.</summary>
    public async Task<QuotaLockHandle> EnterAsync(string tenantId, string scope, CancellationToken cancellationToken)
    {
        QuotaLock place;
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            place = _places.TryGetValue((tenantId, scope), out var known) ? known : _places[(tenantId, scope)] = new(tenantId, scope);
            place.LastVisit = ++_visits;
            if (place.Visitors++ == 0)
            {
                turn.SetResult();
            }
            else
            {
                place.Waiting.Enqueue(turn);
            }
        }

        await using (cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken)))
        {
            await turn.Task;
        }

        return new QuotaLockHandle(place, this);
    }

    /// <summary>The next in the queue has its turn; who gave up meanwhile has none.</summary>
    internal void Leave(QuotaLock place)
    {
        lock (_gate)
        {
            place.Visitors--;
            while (place.Waiting.TryDequeue(out var next) && !next.TrySetResult())
            {
                place.Visitors--;
            }

            if (_places.Count > most && _places.Values.Where(p => p.Visitors is 0).MinBy(p => p.LastVisit) is { } idle)
            {
                _places.Remove((idle.TenantId, idle.Scope));
            }
        }
    }
}
