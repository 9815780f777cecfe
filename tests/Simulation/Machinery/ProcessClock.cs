namespace CampaignTasks.Simulation.Machinery;

/// <summary>The clock of one process. Its timers die with it.</summary>
internal sealed class ProcessClock(ProcessThreads threads) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => threads.Loop.Now;

    public override long GetTimestamp() => threads.Loop.Elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(threads, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}

/// <summary>A timer that the loop fires.</summary>
internal sealed class VirtualTimer(ProcessThreads threads, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period;

    /// <summary>Rises with every change: what was queued for an older version fires no more.</summary>
    public int Version { get; private set; }

    public void Fire()
    {
        if (threads.Holds(Fire))
        {
            return;
        }

        if (_period > TimeSpan.Zero)
        {
            threads.Loop.Add(this, threads.Loop.Elapsed + _period);
        }

        callback(state);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        // Finalizers end timers too, on a thread of their own.
        if (!threads.IsDead)
        {
            Version++;
            _period = period;
            if (dueTime >= TimeSpan.Zero)
            {
                threads.Loop.Add(this, threads.Loop.Elapsed + dueTime);
            }
        }

        return true;
    }

    public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }
}
