using System.Diagnostics;

namespace CampaignTasks.Simulation.Machinery;

/// <summary>
/// The one thread of a simulation, and its time. Runs whatever can run, and when nothing can, moves time to the earliest timer: months pass
/// in seconds, and the same seed gives the same order of everything.
/// </summary>
/// <param name="start">What the wall clock shows at first.</param>
/// <param name="order">Chooses among what can run now, as a thread pool might; null: first come, first served.</param>
internal sealed class Loop(DateTimeOffset start, Random? order)
{
    // No instant has so much to do: something goes round in circles.
    private const int MaxStepsInOneInstant = 500_000;

    private readonly List<(ProcessThreads Threads, Task Task)> _shuffled = [];
    private readonly Queue<(ProcessThreads Threads, Task Task)> _queued = new();
    private readonly PriorityQueue<(VirtualTimer Timer, int Version), (TimeSpan Due, long Order)> _timers = new();
    private long _changes;
    private readonly int _home = Environment.CurrentManagedThreadId;
    private string? _leak;

    /// <summary>How long the simulation has run: what monotonic clocks show.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>What wall clocks show.</summary>
    public DateTimeOffset Now => start + Elapsed + Jumped;

    /// <summary>By how much the wall clock was put forward, or back when below zero. Timers and monotonic clocks do not notice.</summary>
    public TimeSpan Jumped { get; set; }

    /// <summary>Pieces of work run so far.</summary>
    public long Steps { get; private set; }

    public bool IsRunning { get; private set; }

    /// <summary>Runs until the condition holds; asked whenever nothing can run any more at an instant.</summary>
    /// <returns>False when the time is over before.</returns>
    public bool RunUntil(Func<bool> condition, TimeSpan limit)
    {
        if (IsRunning)
        {
            throw new InvalidOperationException("This is called from inside the simulation: await there, or do it from the test.");
        }

        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        IsRunning = true;
        try
        {
            var end = Elapsed + limit;
            for (var asked = -1L; ; )
            {
                RunReady();
                if (asked != Steps && condition())
                {
                    return true;
                }

                asked = Steps;
                if (!MoveOn(end))
                {
                    return condition();
                }
            }
        }
        finally
        {
            IsRunning = false;
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>Takes in work that can run now.</summary>
    public void Add(ProcessThreads threads, Task task)
    {
        if (IsForeign())
        {
            return;
        }

        if (order is null)
        {
            _queued.Enqueue((threads, task));
        }
        else
        {
            _shuffled.Add((threads, task));
        }
    }

    /// <summary>Takes in a timer; one that was changed since counts no more.</summary>
    public void Add(VirtualTimer timer, TimeSpan due)
    {
        if (!IsForeign())
        {
            _timers.Enqueue((timer, timer.Version), (due, order is null ? ++_changes : order.Next()));
        }
    }

    private bool MoveOn(TimeSpan end)
    {
        while (_timers.TryPeek(out var next, out var at) && at.Due <= end)
        {
            _timers.Dequeue();
            if (next.Timer.Version == next.Version)
            {
                Elapsed = at.Due > Elapsed ? at.Due : Elapsed;
                next.Timer.Fire();
                return true;
            }
        }

        Elapsed = end > Elapsed ? end : Elapsed;
        return false;
    }

    private void RunReady()
    {
        for (var steps = 0; TryTake(out var next); steps++)
        {
            next.Threads.Run(next.Task);
            if (steps == MaxStepsInOneInstant)
            {
                throw new InvalidOperationException($"Something goes round in circles at {Now:O}: no timer is waited for.");
            }

            Steps++;
        }

        if (_leak is not null)
        {
            throw new InvalidOperationException(
                $"Something left the simulation's thread, so that it cannot be repeated. It came back from:\n{_leak}"
            );
        }
    }

    private bool TryTake(out (ProcessThreads Threads, Task Task) next)
    {
        if (order is null || _shuffled.Count == 0)
        {
            return _queued.TryDequeue(out next);
        }

        var chosen = order.Next(_shuffled.Count);
        next = _shuffled[chosen];
        _shuffled[chosen] = _shuffled[^1];
        _shuffled.RemoveAt(_shuffled.Count - 1);
        return true;
    }

    private bool IsForeign()
    {
        if (_home == Environment.CurrentManagedThreadId)
        {
            return false;
        }

        _leak ??= new StackTrace(true).ToString();
        return true;
    }
}
