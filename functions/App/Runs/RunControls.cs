using System.Collections.Concurrent;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.App.Runs;

/// <summary>
/// What senders of this process look at before every message. A change made in this process is seen at once; one made elsewhere is seen
/// within <see cref="PollEvery"/>, because every watched task is read that often.
/// </summary>
internal sealed class RunControls(ITaskStore tasks, TimeProvider time, ILogger<RunControls> logger)
{
    // Well inside the second in which a pause must be seen.
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(400);

    private readonly ConcurrentDictionary<string, RunControl> _watched = new(StringComparer.Ordinal);

    /// <summary>Watches a run until the answer is disposed; watchers of the same run share one control.</summary>
    public RunControl Watch(CampaignTask task, RunRef run)
    {
        while (true)
        {
            var control = _watched.GetOrAdd(run.RunId, _ => new RunControl(run, this));
            if (control.TryAddWatcher(out var isFirst))
            {
                control.See(task);
                if (isFirst)
                {
                    _ = PollAsync(control);
                }

                return control;
            }

            // Its last watcher has just gone: take a new one.
            _watched.TryRemove(new(run.RunId, control));
        }
    }

    /// <summary>Tells the watchers of a task's run what has just been stored.</summary>
    public void Changed(CampaignTask task)
    {
        if (task.CurrentRun is { } run && _watched.TryGetValue(run.ToString(), out var control))
        {
            control.See(task);
        }
    }

    internal void Forget(RunControl control) => _watched.TryRemove(new(control.Run.RunId, control));

    private async Task PollAsync(RunControl control)
    {
        using var timer = new PeriodicTimer(PollEvery, time);
        while (!control.Unwatched.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(control.Unwatched);
                control.See(await tasks.FindAsync(control.Run.TenantId, control.Run.TaskId, control.Unwatched));
            }
            catch (OperationCanceledException) when (control.Unwatched.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // Storage is away for now: claims will fail too, and the next tick asks again.
                logger.ControlUnread(e, control.Run.RunId);
            }
        }
    }
}

/// <summary>One run's stop light, shared by its senders in this process.</summary>
internal sealed class RunControl(RunRef run, RunControls owner) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _unwatched = new();
    private DateTimeOffset _asOf = DateTimeOffset.MinValue;
    private CancellationTokenSource _halted = new();
    private bool _ended;
    private int _watchers;
    private int _failuresInARow;

    public RunRef Run => run;

    /// <summary>Canceled when the last watcher has gone.</summary>
    public CancellationToken Unwatched => _unwatched.Token;

    /// <summary>Canceled while no new message may leave; waits inside a sender end with it.</summary>
    public CancellationToken Halted
    {
        get
        {
            lock (_gate)
            {
                return _halted.Token;
            }
        }
    }

    /// <summary>Whether no new message may leave.</summary>
    public bool IsHalted => Halted.IsCancellationRequested;

    /// <summary>Ends the run for this process for good: nothing that is stored later makes it go on.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            _halted.Cancel();
        }
    }

    /// <summary>Takes note of the task as stored; an older one than the last is ignored, so that a slow read cannot undo a pause.</summary>
    public void See(CampaignTask? task)
    {
        lock (_gate)
        {
            if (task is not null && task.UpdatedAt < _asOf)
            {
                return;
            }

            _asOf = task?.UpdatedAt ?? _asOf;
            var mayRun = !_ended && task is { Status: CampaignTaskStatus.Running } && task.CurrentRun?.ToString() == run.RunId;
            if (!mayRun)
            {
                _halted.Cancel();
            }
            else if (_halted.IsCancellationRequested)
            {
                _halted = new CancellationTokenSource();
            }
        }
    }

    /// <summary>Counts failures without a success in between.</summary>
    /// <returns>How many it were with this one.</returns>
    public int CountFailure() => Interlocked.Increment(ref _failuresInARow);

    /// <summary>A message was accepted: the account works.</summary>
    public void CountSuccess() => Volatile.Write(ref _failuresInARow, 0);

    internal bool TryAddWatcher(out bool isFirst)
    {
        lock (_gate)
        {
            isFirst = _watchers == 0;
            if (_unwatched.IsCancellationRequested)
            {
                return false;
            }

            _watchers++;
            return true;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (--_watchers > 0)
            {
                return;
            }

            _unwatched.Cancel();
        }

        owner.Forget(this);
    }
}
