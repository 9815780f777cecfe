using System.Collections.Concurrent;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Api.Runs;

/// <summary>
/// What senders of this process look at before every message. A change made in this process is seen at once; one made elsewhere is seen
/// within <see cref="PollEvery"/>, because every watched task is read that often.
/// </summary>
internal sealed class RunControls(ITaskStore tasks, TimeProvider time, ILogger<RunControls> logger)
{
    // Well inside the second in which a pause must be seen.
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(400);

    private readonly ConcurrentDictionary<string, RunControl> _watched = new(StringComparer.Ordinal);

    // After this long without an answer nothing more leaves: a process that stood still, or that storage does not answer, knows nothing.
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Watches a run under a plan until the answer is disposed; watchers of the same run and plan share one control. Watch first and
    /// <see cref="RunControl.ReadAsync"/> then: what is changed in between is seen.
    /// </summary>
    public RunControl Watch(RunRef run, int planVersion)
    {
        while (true)
        {
            var control = _watched.GetOrAdd(Key(run.RunId, planVersion), _ => new RunControl(run, planVersion, this));
            if (control.TryAddWatcher(out var isFirst))
            {
                if (isFirst)
                {
                    _ = PollAsync(control);
                }

                return control;
            }

            // Its last watcher has just gone: take a new one.
            Forget(control);
        }
    }

    /// <summary>Tells the watchers of a task's run what has just been stored.</summary>
    public void Changed(CampaignTask task)
    {
        foreach (var control in _watched.Values)
        {
            if (control.Run.TaskId == task.Id && control.Run.TenantId == task.TenantId)
            {
                control.See(task);
            }
        }
    }

    /// <summary>Makes sure that what the control shows is not old.</summary>
    internal Task RefreshAsync(RunControl control, CancellationToken cancellationToken) =>
        time.GetElapsedTime(control.ReadAt) < GoodFor ? Task.CompletedTask : ReadAsync(control, cancellationToken);

    internal async Task<CampaignTask?> ReadAsync(RunControl control, CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        var task = await tasks.FindAsync(control.Run.TenantId, control.Run.TaskId, cancellationToken);
        control.See(task);
        control.ReadAt = asked;
        return task;
    }

    internal void Forget(RunControl control) => _watched.TryRemove(new(Key(control.Run.RunId, control.PlanVersion), control));

    private static string Key(string runId, int planVersion) => $"{runId}/{planVersion}";

    private async Task PollAsync(RunControl control)
    {
        using var timer = new PeriodicTimer(PollEvery, time);
        while (!control.Unwatched.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(control.Unwatched);
                await ReadAsync(control, control.Unwatched);
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

/// <summary>The stop light of one run under one plan, shared by its senders in this process. A new plan halts the senders of the old one.</summary>
internal sealed class RunControl(RunRef run, int planVersion, RunControls owner) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, bool> _stopped = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _unwatched = new();
    private DateTimeOffset _asOf = DateTimeOffset.MinValue;
    private CancellationTokenSource _halted = new();
    private bool _ended;
    private int _watchers;
    private int _failuresInARow;
    private long _readAt = long.MinValue / 2;

    public RunRef Run => run;

    public int PlanVersion => planVersion;

    /// <summary>When the task was last asked for that was then seen, as a monotonic timestamp; long ago before the first time.</summary>
    public long ReadAt
    {
        get => Volatile.Read(ref _readAt);
        set => Volatile.Write(ref _readAt, value);
    }

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
            var mayRun = !_ended && task is { Status: CampaignTaskStatus.Running } && task.PlanVersion == planVersion && task.CurrentRun?.ToString() == run.RunId;
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

    /// <summary>Reads the task and takes note of it.</summary>
    public Task<CampaignTask?> ReadAsync(CancellationToken cancellationToken) => owner.ReadAsync(this, cancellationToken);

    /// <summary>Makes sure, before a message leaves, that what is shown is not old: reads the task when it was not read for some seconds.</summary>
    /// <exception cref="Exception">Storage trouble: nobody knows whether the message may leave.</exception>
    public Task RefreshAsync(CancellationToken cancellationToken) => owner.RefreshAsync(this, cancellationToken);

    /// <summary>The account cannot send: no sender of this run uses it any more.</summary>
    public void StopAccount(string accountId) => _stopped[accountId] = true;

    /// <summary>Whether a sender of this run found that the account cannot send.</summary>
    public bool IsStopped(string accountId) => _stopped.ContainsKey(accountId);

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
