using CampaignTasks.Application.Telemetry;
using CampaignTasks.Application.Webhooks;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;

namespace CampaignTasks.Application.Automations;

/// <summary>The pages of journeys that one turn works on: each is read once and stored once.</summary>
/// <param name="store">The store.</param>
/// <param name="automation">The automation.</param>
/// <param name="webhooks">Notifies webhooks of journeys that have ended.</param>
/// <param name="time">The clock.</param>
internal sealed class JourneyPages(IJourneyStore store, Automation automation, WebhookPublisher webhooks, TimeProvider time)
{
    // A journey that ended before the turn is told already.
    private readonly DateTimeOffset _since = time.GetUtcNow();
    private readonly Dictionary<int, JourneyPage?> _pages = [];

    /// <summary>Finds a page; null when it does not exist.</summary>
    public async Task<JourneyPage?> FindAsync(int number, CancellationToken cancellationToken)
    {
        if (!_pages.TryGetValue(number, out var page))
        {
            _pages[number] = page = await store.FindPageAsync(automation.Key, number, cancellationToken);
        }

        return page;
    }

    /// <summary>Finds the first page from one on that has a vacant place; a new one when all are full.</summary>
    public async Task<JourneyPage> WithRoomAsync(int from, CancellationToken cancellationToken)
    {
        for (var number = from; ; number++)
        {
            var page = await FindAsync(number, cancellationToken);
            if (page is null)
            {
                _pages[number] = page = new JourneyPage(number, []);
            }

            if (page.VacantFrom(0) is not null)
            {
                return page;
            }
        }
    }

    /// <summary>Stores a page if it was changed.</summary>
    public async Task SaveAsync(JourneyPage page, CancellationToken cancellationToken)
    {
        if (page.IsChanged)
        {
            var changes = page.Changes;
            await store.SavePageAsync(automation.Key, page, cancellationToken);
            if (automation.Test is not null)
            {
                // Journeys of testers count nowhere.
                return;
            }

            JourneyTelemetry.RecordChanges(changes, time.GetUtcNow());
            await webhooks.TryPublishAsync(automation.TenantId, () => [.. JourneyWebhookEvents.Of(automation.Key, page, _since)]);
        }
    }

    /// <summary>Stores every page that was changed.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        foreach (var page in _pages.Values.OfType<JourneyPage>().Where(page => page.IsChanged).OrderBy(page => page.Number))
        {
            await SaveAsync(page, cancellationToken);
        }
    }

    /// <summary>Forgets the pages: the next part of the turn reads them again.</summary>
    public void Clear() => _pages.Clear();
}
