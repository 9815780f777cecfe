using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Application.Tests.Automations;

/// <summary>A store of journeys whose writes fail on demand, before they are made or after: the caller cannot know which.</summary>
public sealed class InterruptedJourneyStore : IJourneyStore
{
    private readonly InMemoryJourneyStore _inner = new();

    /// <summary>Decides before and after each write whether storage fails there.</summary>
    public Func<bool> Fails { get; set; } = () => false;

    public Task<JourneyProgress> ReadProgressAsync(AutomationKey key, CancellationToken cancellationToken) =>
        _inner.ReadProgressAsync(key, cancellationToken);

    public Task SaveProgressAsync(AutomationKey key, JourneyProgress progress, CancellationToken cancellationToken) =>
        WriteAsync(() => _inner.SaveProgressAsync(key, progress, cancellationToken));

    public Task<IReadOnlyList<DuePage>> ReadDueAsync(AutomationKey key, int most, CancellationToken cancellationToken) =>
        _inner.ReadDueAsync(key, most, cancellationToken);

    public IAsyncEnumerable<DuePage> ReadDueAsync(AutomationKey key, DateTimeOffset until, CancellationToken cancellationToken) =>
        _inner.ReadDueAsync(key, until, cancellationToken);

    public Task<JourneyPage?> FindPageAsync(AutomationKey key, int page, CancellationToken cancellationToken) =>
        _inner.FindPageAsync(key, page, cancellationToken);

    public IAsyncEnumerable<JourneyPage> ReadPagesAsync(AutomationKey key, int fromPage, CancellationToken cancellationToken) =>
        _inner.ReadPagesAsync(key, fromPage, cancellationToken);

    public Task SavePageAsync(AutomationKey key, JourneyPage page, CancellationToken cancellationToken) =>
        WriteAsync(() => _inner.SavePageAsync(key, page, cancellationToken));

    public Task<JourneyCounts> CountAsync(AutomationKey key, CancellationToken cancellationToken) =>
        _inner.CountAsync(key, cancellationToken);

    public Task DeleteAsync(AutomationKey key, CancellationToken cancellationToken) => _inner.DeleteAsync(key, cancellationToken);

    private async Task WriteAsync(Func<Task> write)
    {
        Interrupt();
        await write();
        Interrupt();
    }

    private void Interrupt()
    {
        if (Fails())
        {
            throw new TimeoutException("Storage did not answer.");
        }
    }
}
