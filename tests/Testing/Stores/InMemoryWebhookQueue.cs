using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Testing.Stores;

/// <summary>A queue of deliveries in memory, on a clock that a test moves. Thread-safe.</summary>
public sealed class InMemoryWebhookQueue(TimeProvider time) : IWebhookQueue
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<WebhookWork, DateTimeOffset> _waiting = new();

    public Task EnqueueAsync(WebhookWork work, TimeSpan pause, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _waiting.Enqueue(work, time.GetUtcNow() + pause);
            return Task.CompletedTask;
        }
    }

    /// <summary>Takes the next message whatever its time, and tells when it is due; null when none is left.</summary>
    public (WebhookWork Work, DateTimeOffset DueAt)? Take()
    {
        lock (_gate)
        {
            return _waiting.TryDequeue(out var work, out var dueAt) ? (work, dueAt) : null;
        }
    }
}
