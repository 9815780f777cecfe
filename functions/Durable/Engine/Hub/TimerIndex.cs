namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>
/// Which instances are due soon, and when: all that is kept in memory of an instance that only waits. Of one that is due later nothing is kept at all: a
/// search of the storage brings it in time.
/// </summary>
internal sealed class TimerIndex : IDisposable
{
    // A clock that is set forward, or a machine that slept, is noticed after this time at the latest.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(30);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _due = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, DateTimeOffset> _queue = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _horizon;
    private readonly Action<string> _wake;
    private readonly ITimer _timer;
    private bool _disposed;

    /// <param name="time">The clock.</param>
    /// <param name="horizon">How far ahead "soon" is: longer than from one search of the storage to the end of the next.</param>
    /// <param name="wake">Told of every instance that is due, once.</param>
    public TimerIndex(TimeProvider time, TimeSpan horizon, Action<string> wake)
    {
        _time = time;
        _horizon = horizon;
        _wake = wake;
        _timer = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Count
    {
        get
        {
            lock (_gate) return _due.Count;
        }
    }

    public void Set(string instanceId, DateTimeOffset? due)
    {
        lock (_gate)
        {
            if (due is not { } at || at - _time.GetUtcNow() > _horizon)
            {
                _due.Remove(instanceId);
                return;
            }

            if (_due.TryGetValue(instanceId, out var known) && known == at) return;
            _due[instanceId] = at;
            _queue.Enqueue(instanceId, at);
            // Every change leaves its old entry in the queue; they are swept out before they outnumber the live ones by far.
            if (_queue.Count > 1_000 + (2 * _due.Count)) Rebuild();
            if (_queue.TryPeek(out _, out var first) && first == at) Arm();
        }
    }

    /// <summary>Notes a due time read from storage, which may be older than what is known: only an earlier one counts. Waking for nothing is harmless.</summary>
    public void SetEarlier(string instanceId, DateTimeOffset due)
    {
        lock (_gate)
            if (!_due.TryGetValue(instanceId, out var known) || due < known)
                Set(instanceId, due);
    }

    public void Dispose()
    {
        lock (_gate) _disposed = true;
        _timer.Dispose();
    }

    private void Ring()
    {
        List<string> ready = [];
        lock (_gate)
        {
            if (_disposed) return;
            var now = _time.GetUtcNow();
            while (_queue.TryPeek(out var id, out var at) && at <= now)
            {
                _queue.Dequeue();
                if (_due.TryGetValue(id, out var known) && known == at && _due.Remove(id)) ready.Add(id);
            }

            Arm();
        }

        foreach (var id in ready) _wake(id);
    }

    private void Arm()
    {
        if (_disposed || !_queue.TryPeek(out _, out var at)) return;
        var wait = at - _time.GetUtcNow();
        // Whole milliseconds, upwards: timers cut off the rest, and one that fires early only comes back to fire again.
        var sleep = wait <= TimeSpan.Zero ? TimeSpan.Zero : wait >= LongestSleep ? LongestSleep : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        _timer.Change(sleep, Timeout.InfiniteTimeSpan);
    }

    private void Rebuild()
    {
        _queue.Clear();
        foreach (var (id, at) in _due) _queue.Enqueue(id, at);
    }
}
