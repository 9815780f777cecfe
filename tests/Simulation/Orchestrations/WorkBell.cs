namespace CampaignTasks.Simulation.Orchestrations;

/// <summary>What a receiver of work waits at: it is rung when there may be some, and rings by itself when some becomes visible.</summary>
internal sealed class WorkBell : IDisposable
{
    private readonly ITimer _timer;
    private TaskCompletionSource _rung = new();

    public WorkBell(TimeProvider time) => _timer = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Ring() => _rung.TrySetResult();

    /// <summary>Waits until it is rung, or for a time; null: until it is rung.</summary>
    public async Task WaitAsync(TimeSpan? longest)
    {
        if (!_rung.Task.IsCompleted)
        {
            _timer.Change(longest ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            await _rung.Task;
        }

        _rung = new();
    }

    public void Dispose() => _timer.Dispose();
}
