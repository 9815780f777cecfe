using CampaignTasks.Domain.Accounts;

namespace CampaignTasks.Api.Runs;

/// <summary>
/// Where this process's senders queue up for a budget, one at a time, so that they do not race each other in storage; and where the next one finds
/// it as the last one left it. Places that nobody stands at are given up beyond some number: that costs a read when they are asked for again.
/// </summary>
internal sealed class BudgetPlaces(int most = 1_000)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, string Scope), BudgetPlace> _places = [];
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
    public async Task<BudgetTurn> EnterAsync(string tenantId, string scope, CancellationToken cancellationToken)
    {
        BudgetPlace place;
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

        return new BudgetTurn(place, this);
    }

    /// <summary>The next in the queue has its turn; who gave up meanwhile has none.</summary>
    internal void Leave(BudgetPlace place)
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

/// <summary>A budget's place in this process.</summary>
internal sealed class BudgetPlace(string tenantId, string scope)
{
    public string TenantId { get; } = tenantId;

    public string Scope { get; } = scope;

    /// <summary>Those who wait for their turn, first come, first served.</summary>
    public Queue<TaskCompletionSource> Waiting { get; } = new();

    /// <summary>The budget as it was last read or saved here; null when that is not known. Only for whose turn it is.</summary>
    public Budget? Known { get; set; }

    /// <summary>How many wait, and the one whose turn it is; those who gave up are counted until their turn would have come.</summary>
    public int Visitors { get; set; }

    public long LastVisit { get; set; }
}

/// <summary>One sender's turn at a budget.</summary>
internal sealed class BudgetTurn(BudgetPlace place, BudgetPlaces places) : IDisposable
{
    private bool _isFresh;

    /// <summary>The budget as this process knows it, read if it does not.</summary>
    public async Task<Budget> ReadAsync(IBudgetStore store, CancellationToken cancellationToken)
    {
        if (place.Known is null)
        {
            place.Known = await store.ReadAsync(place.TenantId, place.Scope, cancellationToken);
            _isFresh = true;
        }

        return place.Known;
    }

    /// <summary>
    /// Saves the budget that a decision left; one that it did not change proves nothing unless it was read in this turn.
    /// </summary>
    /// <returns>False when the decision was made from memory that may be old: read and decide again.</returns>
    /// <exception cref="Domain.LostRaceException">Another process was faster: read and decide again.</exception>
    public async Task<bool> SaveAsync(IBudgetStore store, Budget after, CancellationToken cancellationToken)
    {
        var known = place.Known;
        place.Known = null;
        if (ReferenceEquals(after, known))
        {
            place.Known = _isFresh ? known : null;
            return _isFresh;
        }

        place.Known = await store.SaveAsync(place.TenantId, place.Scope, after, cancellationToken);
        _isFresh = true;
        return true;
    }

    public void Dispose() => places.Leave(place);
}
