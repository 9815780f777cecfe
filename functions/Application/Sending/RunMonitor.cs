using System.Collections.Concurrent;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Sending;

/// <summary>
/// The live state of one run under one plan, shared by its senders in this process. A new plan halts the senders of the old one.
/// </summary>
internal sealed class RunMonitor(Run run, RunMonitors owner) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, bool> _stopped = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _unsubscribed = new();
    private DateTimeOffset _asOf = DateTimeOffset.MinValue;
    private CancellationTokenSource _halted = new();
    private bool _ended;
    private bool _mayTenantSend = true;
    private int _subscribers;
    private int _failuresInARow;
    private int _failuresAllowed = int.MaxValue;
    private long _lookedAt = long.MinValue / 2;
    private long _readAt = long.MinValue / 2;

    /// <summary>The run, as it was when it was subscribed to first.</summary>
    public Run Run => run;

    /// <summary>
    /// The instant at which the last observed read of the task began, as a monotonic timestamp; long ago before the first one.
    /// </summary>
    public long ReadAt
    {
        get => Volatile.Read(ref _readAt);
        set => Volatile.Write(ref _readAt, value);
    }

    /// <summary>Canceled when the last subscriber has gone.</summary>
    public CancellationToken Unsubscribed => _unsubscribed.Token;

    /// <summary>A token that is canceled while no new message may leave; the waits of senders end with it.</summary>
    public CancellationToken Halted
    {
        get
        {
            lock (_lock)
            {
                return _halted.Token;
            }
        }
    }

    /// <summary>True when no new message may leave.</summary>
    public bool IsHalted => Halted.IsCancellationRequested;

    /// <summary>Ends the run for this process for good: nothing that is stored later makes it go on.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ended = true;
            _halted.Cancel();
        }
    }

    /// <summary>Observes the task as stored; an older one than the last is ignored, so that a slow read cannot undo a pause.</summary>
    /// <param name="task">The task.</param>
    /// <param name="mayTenantSend">Whether its tenant is active; null when only the task was read.</param>
    public void Observe(CampaignTask? task, bool? mayTenantSend = null)
    {
        lock (_lock)
        {
            _mayTenantSend = mayTenantSend ?? _mayTenantSend;
            if (!_mayTenantSend)
            {
                _halted.Cancel();
            }

            if (task is not null && task.UpdatedAt < _asOf)
            {
                return;
            }

            _asOf = task?.UpdatedAt ?? _asOf;
            var mayRun =
                !_ended
                && _mayTenantSend
                && task is { Stage: null or { Hold: null } }
                && task.PlanVersion == run.PlanVersion
                && task.IsSending(run.Id);
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

    /// <summary>Reads the task and observes it.</summary>
    public Task<CampaignTask?> ReadAsync(CancellationToken cancellationToken) => owner.ReadAsync(this, cancellationToken);

    /// <summary>Reads the task if it was not read within the last seconds: called before each message.</summary>
    /// <exception cref="Exception">Storage failed: whether the message may leave is not known.</exception>
    public Task EnsureFreshAsync(CancellationToken cancellationToken) => owner.EnsureFreshAsync(this, cancellationToken);

    /// <summary>Stops an account that cannot send: no sender of this run uses it any more.</summary>
    /// <returns>False when it was stopped already.</returns>
    public bool TryStopAccount(string accountId) => _stopped.TryAdd(accountId, true);

    /// <summary>Returns true when a sender of this run found that the account cannot send.</summary>
    public bool IsStopped(string accountId) => _stopped.ContainsKey(accountId);

    /// <summary>Counts failures without a success in between.</summary>
    /// <returns>How many it were with this one.</returns>
    public int CountFailure() => Interlocked.Increment(ref _failuresInARow);

    /// <summary>A message was accepted: the account works.</summary>
    public void CountSuccess() => Volatile.Write(ref _failuresInARow, 0);

    /// <summary>
    /// The instant at which the figures of the roll-out's stage were last read, as a monotonic timestamp; long ago before the first time.
    /// </summary>
    public long LookedAt
    {
        get => Volatile.Read(ref _lookedAt);
        set => Volatile.Write(ref _lookedAt, value);
    }

    /// <summary>Sets how many more messages of the roll-out's stage may fail before its figures have to be read again.</summary>
    public void AllowFailures(int more) => Volatile.Write(ref _failuresAllowed, more);

    /// <summary>Counts a failure against <see cref="AllowFailures"/>.</summary>
    /// <returns>False when it is one too many.</returns>
    public bool IsFailureAllowed() => Interlocked.Decrement(ref _failuresAllowed) >= 0;

    internal bool TrySubscribe(out bool isFirst)
    {
        lock (_lock)
        {
            isFirst = _subscribers == 0;
            if (_unsubscribed.IsCancellationRequested)
            {
                return false;
            }

            _subscribers++;
            return true;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (--_subscribers > 0)
            {
                return;
            }

            _unsubscribed.Cancel();
        }

        owner.Forget(this);
    }
}
