using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Sending;

/// <summary>
/// The limit of this process's concurrent requests through one account, shared by all its senders, and the pause that the provider
/// requires. Additive increase, multiplicative decrease. The quota decides when messages may leave.
/// </summary>
internal sealed class AdaptiveConcurrencyLimiter(TimeProvider time)
{
    /// <summary>The most requests under way.</summary>
    public const int MaxWidth = 64;

    // A provider that asks for less gets the limiter's own pause: a date that has just passed by its clock would close nothing, and
    // throttled messages would be sent again and again, at once. That pause is doubled before it is used, so the first is two seconds.
    private static readonly TimeSpan MinPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private DateTimeOffset _closedUntil;
    private TimeSpan _pause = MinPause;
    private int _width = MaxWidth;
    private int _underWay;
    private int _acceptedInARow;

    /// <summary>The instant until which the provider wants no request; in the past when there is none.</summary>
    public DateTimeOffset ClosedUntil
    {
        get
        {
            lock (_lock)
            {
                return _closedUntil;
            }
        }
    }

    public bool IsClosed => ClosedUntil > time.GetUtcNow();

    /// <summary>Waits for a place.</summary>
    /// <returns>False when the limiter closed, or the run was halted, meanwhile. After true, <see cref="Exit"/> must follow.</returns>
    /// <exception cref="OperationCanceledException">The run was halted while waiting.</exception>
    public async Task<bool> EnterAsync(CancellationToken halted)
    {
        await TakePlaceAsync(halted);
        if (!halted.IsCancellationRequested && !IsClosed)
        {
            return true;
        }

        ReleasePlace();
        return false;
    }

    /// <summary>Gives the place back and adapts to the answer; null when no request was made.</summary>
    public void Exit(SendOutcome? outcome)
    {
        lock (_lock)
        {
            if (outcome is SendOutcome.Throttled throttled)
            {
                Close(throttled.RetryAfter);
            }
            else if (outcome is SendOutcome.Accepted && ++_acceptedInARow >= 2 * _width)
            {
                _acceptedInARow = 0;
                _width = Math.Min(MaxWidth, _width + 1);
                _pause = MinPause;
            }
        }

        ReleasePlace();
    }

    private void Close(TimeSpan? retryAfter)
    {
        var now = time.GetUtcNow();
        var asked = retryAfter >= MinPause ? retryAfter : null;
        if (_closedUntil <= now)
        {
            // Only the first of a burst narrows the limit: the others were under way already.
            _width = Math.Max(1, _width / 2);
            _acceptedInARow = 0;
            _pause = asked is null ? TimeSpan.FromTicks(Math.Min(MaxPause.Ticks, _pause.Ticks * 2)) : MinPause;
        }

        var until = now + (asked ?? _pause);
        _closedUntil = until > _closedUntil ? until : _closedUntil;
    }

    private async Task TakePlaceAsync(CancellationToken halted)
    {
        TaskCompletionSource? place = null;
        lock (_lock)
        {
            if (_underWay < _width)
            {
                _underWay++;
            }
            else
            {
                _waiting.Enqueue(place = new(TaskCreationOptions.RunContinuationsAsynchronously));
            }
        }

        if (place is null)
        {
            return;
        }

        using (halted.Register(() => place.TrySetCanceled(halted)))
        {
            await place.Task;
        }
    }

    private void ReleasePlace()
    {
        lock (_lock)
        {
            _underWay--;
            while (_underWay < _width && _waiting.TryDequeue(out var next))
            {
                // One that was canceled meanwhile takes no place.
                _underWay += next.TrySetResult() ? 1 : 0;
            }
        }
    }
}
