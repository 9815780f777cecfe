namespace CampaignTasks.App.Engine;

/// <summary>The number of running activities, so that a stop can wait for them. Thread-safe.</summary>
internal sealed class ActivitiesUnderWay(IHostApplicationLifetime lifetime)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _none;
    private int _count;

    /// <summary>True while the process stops: an activity that ends now was aborted, whatever its result.</summary>
    public bool IsStopping => lifetime.ApplicationStopping.IsCancellationRequested;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>Counts an activity until the result is disposed of.</summary>
    public IDisposable Begin()
    {
        lock (_lock)
        {
            _count++;
        }

        return new Call(this);
    }

    /// <summary>Completes when none is under way.</summary>
    public Task NoneAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _count == 0
                ? Task.CompletedTask
                : (_none ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(cancellationToken);
        }
    }

    private void End()
    {
        lock (_lock)
        {
            if (--_count == 0)
            {
                _none?.SetResult();
                _none = null;
            }
        }
    }

    private sealed class Call(ActivitiesUnderWay underWay) : IDisposable
    {
        public void Dispose() => underWay.End();
    }
}
