namespace CampaignTasks.Durable.Engine;

/// <summary>
/// The single thread an orchestrator believes in, for the length of one turn. Awaits of durable tasks continue inline; what the code posts
/// to itself (such as <c>Task.Yield</c>) is queued and run after the current event; what arrives from any other thread is refused and
/// remembered, because its moment is not in the history. There is no task scheduler of its own: an inline continuation forgets it, so
/// <c>ContinueWith</c> and <c>StartNew</c> would leave it at the second await; they count as foreign from the first.
/// </summary>
internal sealed class OrchestratorThread : SynchronizationContext
{
    private readonly int _threadId = Environment.CurrentManagedThreadId;
    private readonly TimeSpan _blockingLimit;
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();
    private volatile string? _foreign;
    private volatile bool _closed;

    public OrchestratorThread(TimeSpan blockingLimit)
    {
        _blockingLimit = blockingLimit;
        SetWaitNotificationRequired();
    }

    /// <summary>What reached the orchestrator from outside the history, if anything did.</summary>
    public string? Foreign => _foreign;

    public bool IsCurrent => !_closed && Environment.CurrentManagedThreadId == _threadId;

    /// <summary>Runs an action as the orchestrator's thread: what it awaits continues here.</summary>
    /// <param name="action">The turn.</param>
    public void Run(Action action)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            action();
        }
        finally
        {
            _closed = true;
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Runs what the orchestrator has posted to itself.</summary>
    public void Drain()
    {
        while (_queue.TryDequeue(out var next)) next.Callback(next.State);
    }

    public void ReportForeign(string what) => _foreign ??= what;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent) _queue.Enqueue((d, state));
        else ReportForeign("a continuation from another thread");
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (!IsCurrent) throw new ForeignAwaitException("A call from another thread");
        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>
    /// Called by the runtime in place of a blocking wait. A short one may be a lock that another thread holds; a long one is code that blocks
    /// on a task which only this thread could complete.
    /// </summary>
    public override int Wait(nint[] waitHandles, bool waitAll, int millisecondsTimeout)
    {
        var limit = (int)_blockingLimit.TotalMilliseconds;
        if (millisecondsTimeout >= 0 && millisecondsTimeout <= limit) return WaitHelper(waitHandles, waitAll, millisecondsTimeout);
        const int TimedOut = 0x102;
        var answer = WaitHelper(waitHandles, waitAll, limit);
        return answer != TimedOut ? answer : throw new ForeignAwaitException("A blocking wait (Wait, Result, WaitOne)");
    }
}
