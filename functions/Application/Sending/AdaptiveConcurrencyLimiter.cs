using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Sending;

/// <summary>
/// How much this process may ask of one account at once, shared by all its senders: how many requests may be under way, and for how long the
/// provider asked to be left alone. Additive increase, multiplicative decrease. When messages may leave is the budget's business.
/// </summary>
internal sealed class AdaptiveConcurrencyLimiter(TimeProvider time)
{
    /// <summary>Requests under way at most.</summary>
    public const int Widest = 64;

    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private DateTimeOffset _closedUntil;
    private TimeSpan _rest = FirstRest;
    private int _width = Widest;
    private int _underWay;
    private int _acceptedInARow;

    /// <summary>Until when the provider wants no request; in the past when it does not mind.</summary>
    public DateTimeOffset ClosedUntil
    {
        get
        {
            lock (_gate)
            {
                return _closedUntil;
            }
        }
    }

    public bool IsClosed => ClosedUntil > time.GetUtcNow();

    /// <summary>Waits for a place.</summary>
    /// <returns>False when the gate closed, or the run was halted, meanwhile. After true, <see cref="Leave"/> must follow.</returns>
    /// <exception cref="OperationCanceledException">The run was halted while waiting.</exception>
    public async Task<bool> EnterAsync(CancellationToken halted)
    {
        await TakePlaceAsync(halted);
        if (!halted.IsCancellationRequested && !IsClosed)
        {
            return true;
        }

        GivePlaceBack();
        return false;
    }

    /// <summary>Gives the place back and learns from the answer; null when nothing was asked.</summary>
    public void Leave(SendOutcome? outcome)
    {
        lock (_gate)
        {
            if (outcome is SendOutcome.Throttled throttled)
            {
                Close(throttled.RetryAfter);
            }
            else if (outcome is SendOutcome.Accepted && ++_acceptedInARow >= 2 * _width)
            {
                _acceptedInARow = 0;
                _width = Math.Min(Widest, _width + 1);
                _rest = FirstRest;
            }
        }

        GivePlaceBack();
    }

    private void Close(TimeSpan? retryAfter)
    {
        var now = time.GetUtcNow();
        if (_closedUntil <= now)
        {
            // Only the first of a burst narrows the gate: the others were under way already.
            _width = Math.Max(1, _width / 2);
            _acceptedInARow = 0;
            _rest = retryAfter is null ? TimeSpan.FromTicks(Math.Min(LongestRest.Ticks, _rest.Ticks * 2)) : FirstRest;
        }

        var until = now + (retryAfter ?? _rest);
        _closedUntil = until > _closedUntil ? until : _closedUntil;
    }

    private async Task TakePlaceAsync(CancellationToken halted)
    {
        TaskCompletionSource? place = null;
        lock (_gate)
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

    private void GivePlaceBack()
    {
        lock (_gate)
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
