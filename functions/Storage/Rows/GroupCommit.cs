namespace CampaignTasks.Storage.Rows;

/// <summary>
/// A writer that commits the items of concurrent callers in groups: while one group is being written the next one gathers, so a single
/// caller never waits and many callers share round trips. One group is in flight at a time. Thread-safe.
/// </summary>
/// <param name="most">Items in a group.</param>
/// <param name="commitAsync">Makes a group durable; what it throws reaches every caller of the group.</param>
internal sealed class GroupCommit<T>(int most, Func<IReadOnlyList<T>, Task> commitAsync)
{
    private readonly Lock _gate = new();
    private readonly Queue<Waiter> _waiting = [];
    private bool _isRunning;

    /// <summary>Returns once the item's group is durable. A canceled caller stops waiting; its item may still be written.</summary>
    public Task AddAsync(T item, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(item, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate)
        {
            _waiting.Enqueue(waiter);
            if (!_isRunning)
            {
                _isRunning = true;
                _ = Task.Run(DrainAsync, CancellationToken.None);
            }
        }

        return waiter.Done.Task.WaitAsync(cancellationToken);
    }

    private async Task DrainAsync()
    {
        while (Next() is { Count: > 0 } group)
        {
            try
            {
                await commitAsync([.. group.Select(waiter => waiter.Item)]);
                group.ForEach(waiter => waiter.Done.SetResult());
            }
            catch (Exception e)
            {
                // The callers get the exception, whatever it is; the next group gets its own try.
                group.ForEach(waiter => waiter.Done.SetException(e));
            }
        }
    }

    private List<Waiter> Next()
    {
        lock (_gate)
        {
            var group = new List<Waiter>(Math.Min(most, _waiting.Count));
            while (group.Count < most && _waiting.TryDequeue(out var waiter))
            {
                group.Add(waiter);
            }

            _isRunning = group.Count > 0;
            return group;
        }
    }

    private sealed record Waiter(T Item, TaskCompletionSource Done);
}
