using System.Collections.Concurrent;

namespace CampaignTasks.Application.Tests.Sending;

/// <summary>A context whose continuations run on the test's own thread, when the test says: nothing is waited for.</summary>
internal sealed class PumpedContext : SynchronizationContext, IDisposable
{
    private readonly SynchronizationContext? _before = Current;
    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _posted = new();

    public PumpedContext() => SetSynchronizationContext(this);

    public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

    /// <summary>Runs what was posted, and what that posts, to the end.</summary>
    public void Run()
    {
        while (_posted.TryDequeue(out var next))
        {
            next.Callback(next.State);
        }
    }

    public void Dispose() => SetSynchronizationContext(_before);
}
