namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>
/// A queue whose items belong to shares. Shares are served in turn, each in its own order, so that a long one delays the others by one item at most;
/// and one share has at most so many items under way. Thread safe.
/// </summary>
/// <typeparam name="T">The items.</typeparam>
/// <param name="shareOf">Whose an item is.</param>
/// <param name="mostOfOne">How many items of one share may be under way; null for as many as there are workers. With a number, <see cref="Done"/> must follow every item.</param>
internal sealed class FairQueue<T>(Func<T, string> shareOf, int? mostOfOne = null)
    where T : class
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Share> _shares = new(StringComparer.Ordinal);

    // Shares with something that may be taken, each once.
    private readonly Queue<Share> _round = new();
    private readonly Queue<TaskCompletionSource<T?>> _idle = new();
    private int _count;
    private bool _isComplete;

    /// <summary>Items that wait.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Adds an item; nothing any more after <see cref="Complete"/>.</summary>
    public void Add(T item)
    {
        lock (_gate)
        {
            if (_isComplete) return;
            var key = shareOf(item);
            if (!_shares.TryGetValue(key, out var share)) _shares[key] = share = new(key);
            share.Waiting.Enqueue(item);
            _count++;
            Line(share);
            HandOut();
        }
    }

    /// <summary>The next item; null when no more will come.</summary>
    public async ValueTask<T?> NextAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource<T?> place;
        lock (_gate)
        {
            if (_idle.Count == 0 && _round.Count > 0) return Take();
            if (_isComplete && _count == 0) return null;
            _idle.Enqueue(place = new(TaskCreationOptions.RunContinuationsAsynchronously));
            HandOut();
        }

        using (cancellationToken.UnsafeRegister(static (waiting, token) => ((TaskCompletionSource<T?>)waiting!).TrySetCanceled(token), place))
            return await place.Task;
    }

    /// <summary>An item that was taken is under way no longer.</summary>
    public void Done(T item)
    {
        if (mostOfOne is null) return;
        lock (_gate)
        {
            var share = _shares[shareOf(item)];
            share.UnderWay--;
            Line(share);
            HandOut();
        }
    }

    /// <summary>No more will come: what waits is still handed out, then workers are told.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _isComplete = true;
            HandOut();
        }
    }

    private void HandOut()
    {
        while (_idle.Count > 0)
        {
            if (_idle.Peek().Task.IsCompleted) _idle.Dequeue(); // canceled meanwhile
            else if (_round.Count > 0) Hand(_idle.Dequeue());
            else if (_isComplete && _count == 0) _idle.Dequeue().TrySetResult(null);
            else return;
        }
    }

    private void Hand(TaskCompletionSource<T?> place)
    {
        var item = Take();
        if (!place.TrySetResult(item)) PutBack(item);
    }

    private T Take()
    {
        var share = _round.Dequeue();
        share.IsInRound = false;
        if (mostOfOne is not null) share.UnderWay++;
        _count--;
        var item = share.Waiting.Dequeue();
        Line(share);
        return item;
    }

    // Its worker was canceled in this very moment: others come first now, which hurts nobody.
    private void PutBack(T item)
    {
        var share = _shares.TryGetValue(shareOf(item), out var known) ? known : _shares[shareOf(item)] = new(shareOf(item));
        if (mostOfOne is not null) share.UnderWay--;
        share.Waiting.Enqueue(item);
        _count++;
        Line(share);
    }

    /// <summary>Lines a share up when something of it may be taken, and forgets it when there is nothing of it.</summary>
    private void Line(Share share)
    {
        if (share.Waiting.Count == 0)
        {
            if (share.UnderWay == 0) _shares.Remove(share.Key);
        }
        else if (!share.IsInRound && share.UnderWay < (mostOfOne ?? int.MaxValue))
        {
            share.IsInRound = true;
            _round.Enqueue(share);
        }
    }

    private sealed class Share(string key)
    {
        public string Key { get; } = key;

        public Queue<T> Waiting { get; } = new();

        public int UnderWay { get; set; }

        public bool IsInRound { get; set; }
    }
}
