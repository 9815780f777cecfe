namespace CampaignTasks.Application.Limits;

/// <summary>
/// Bytes that a process holds at once, of which one tenant has a share. Who finds none free waits in the order of coming; who waits only
/// for the own tenant's share keeps no other tenant waiting. Thread-safe.
/// </summary>
/// <param name="most">The most bytes of all tenants.</param>
/// <param name="mostOfTenant">The most bytes of one tenant. A request of more counts as this many, so that it has its turn, too.</param>
internal sealed class ByteBudget(long most, long mostOfTenant)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Share> _shares = new(StringComparer.Ordinal);
    private readonly LinkedList<Waiter> _waiting = new();
    private long _used;

    // Whoever waits for the process's bytes is not to be overtaken for ever by smaller requests.
    private bool _isFull;

    /// <summary>The bytes that are taken.</summary>
    public long Used
    {
        get
        {
            lock (_lock)
            {
                return _used;
            }
        }
    }

    /// <summary>Takes bytes that are free now; <see cref="Return"/> must follow.</summary>
    /// <returns>False when they are not free, or others of the tenant wait for theirs.</returns>
    public bool TryTake(string tenantId, long bytes) => TryTake(tenantId, bytes, out _);

    /// <summary>As <see cref="TryTake(string, long)"/>.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="isTenants">True when it is the tenant's own share that has none free.</param>
    public bool TryTake(string tenantId, long bytes, out bool isTenants)
    {
        lock (_lock)
        {
            var share = ShareOf(tenantId);
            bytes = Counted(bytes);
            isTenants = share.Waiting > 0 || share.Used + bytes > mostOfTenant;
            if (isTenants || _isFull || _used + bytes > most)
            {
                return false;
            }

            Take(share, bytes);
            return true;
        }
    }

    /// <summary>Takes bytes as soon as they are free; <see cref="Return"/> must follow. Hold nothing of this budget meanwhile.</summary>
    /// <exception cref="OperationCanceledException">The wait was canceled: nothing is taken.</exception>
    public async Task TakeAsync(string tenantId, long bytes, CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (_lock)
        {
            waiter = new Waiter(ShareOf(tenantId), Counted(bytes));
            waiter.Share.Waiting++;
            _waiting.AddLast(waiter);
            Admit();
        }

        using (cancellationToken.Register(() => Leave(waiter, cancellationToken)))
        {
            await waiter.Admitted.Task;
        }
    }

    /// <summary>Returns bytes that were taken.</summary>
    public void Return(string tenantId, long bytes)
    {
        lock (_lock)
        {
            bytes = Counted(bytes);
            _used -= bytes;
            ShareOf(tenantId).Used -= bytes;
            if (_waiting.Count > 0)
            {
                Admit();
            }
        }
    }

    private long Counted(long bytes) => Math.Min(bytes, mostOfTenant);

    private Share ShareOf(string tenantId)
    {
        if (!_shares.TryGetValue(tenantId, out var share))
        {
            _shares[tenantId] = share = new Share();
        }

        return share;
    }

    private void Take(Share share, long bytes)
    {
        _used += bytes;
        share.Used += bytes;
    }

    private void Leave(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_waiting.Remove(waiter))
            {
                waiter.Share.Waiting--;
                waiter.Admitted.SetCanceled(cancellationToken);
                Admit();
            }
        }
    }

    private void Admit()
    {
        _isFull = false;
        HashSet<Share> full = [];
        for (var node = _waiting.First; node is not null && !_isFull; )
        {
            var (next, waiter) = (node.Next, node.Value);
            if (full.Contains(waiter.Share) || waiter.Share.Used + waiter.Bytes > mostOfTenant)
            {
                full.Add(waiter.Share);
            }
            else if (_used + waiter.Bytes > most)
            {
                _isFull = true;
            }
            else
            {
                _waiting.Remove(node);
                waiter.Share.Waiting--;
                Take(waiter.Share, waiter.Bytes);
                waiter.Admitted.SetResult();
            }

            node = next;
        }
    }

    /// <summary>The bytes that a tenant has taken, and the number of its requests that wait.</summary>
    private sealed class Share
    {
        public long Used { get; set; }

        public int Waiting { get; set; }
    }

    private sealed class Waiter(Share share, long bytes)
    {
        public Share Share => share;

        public long Bytes => bytes;

        public TaskCompletionSource Admitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
