using System.Collections.Concurrent;
using CampaignTasks.Domain.Automations;

namespace CampaignTasks.Testing;

/// <summary>A notifier that remembers which automations it was notified of.</summary>
public sealed class RecordedAutomationNotices : IAutomationNotifier
{
    private readonly ConcurrentQueue<Automation> _notified = new();

    public IReadOnlyCollection<Automation> Notified => _notified;

    public Task ChangedAsync(Automation automation, CancellationToken cancellationToken)
    {
        _notified.Enqueue(automation);
        return Task.CompletedTask;
    }
}
