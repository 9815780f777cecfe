using System.Collections.Concurrent;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Sending;

/// <summary>The stop light of one run under one plan, shared by its senders in this process. A new plan halts the senders of the old one.</summary>
internal sealed class RunMonitor(RunRef run, int planVersion, RunMonitors owner) : IDisposable
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
    public void Observe(CampaignTask? task)
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
    public Task EnsureFreshAsync(CancellationToken cancellationToken) => owner.EnsureFreshAsync(this, cancellationToken);

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
