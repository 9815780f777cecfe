using CampaignTasks.Domain.Automations;

namespace CampaignTasks.Domain.Journeys;

/// <summary>The store of journeys, page by page, with the order in which pages go on.</summary>
public interface IJourneyStore
{
    /// <summary>Reads how far the automation is; nothing done when nothing is stored.</summary>
    Task<JourneyProgress> ReadProgressAsync(AutomationKey key, CancellationToken cancellationToken);

    /// <summary>Stores how far the automation is. Only its one orchestration does.</summary>
    Task SaveProgressAsync(AutomationKey key, JourneyProgress progress, CancellationToken cancellationToken);

    /// <summary>Reads the pages that go on first, earliest first: one range read that costs no more with many pages behind.</summary>
    Task<IReadOnlyList<DuePage>> ReadDueAsync(AutomationKey key, int most, CancellationToken cancellationToken);

    /// <summary>Reads the pages by the time at which they go on, up to an instant.</summary>
    IAsyncEnumerable<DuePage> ReadDueAsync(AutomationKey key, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Finds a page; null when it does not exist.</summary>
    Task<JourneyPage?> FindPageAsync(AutomationKey key, int page, CancellationToken cancellationToken);

    /// <summary>Reads the pages from a number on, in order.</summary>
    IAsyncEnumerable<JourneyPage> ReadPagesAsync(AutomationKey key, int fromPage, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a page, new or if it still has the version it was read with, and its place among the due pages in the same transaction;
    /// sets its new version.
    /// </summary>
    /// <exception cref="ConcurrencyConflictException">Somebody stored it in between.</exception>
    Task SavePageAsync(AutomationKey key, JourneyPage page, CancellationToken cancellationToken);

    /// <summary>Counts the journeys of the automation, from the counts that are stored with each page.</summary>
    Task<JourneyCounts> CountAsync(AutomationKey key, CancellationToken cancellationToken);

    /// <summary>Deletes everything of the automation. Repeating it is harmless.</summary>
    Task DeleteAsync(AutomationKey key, CancellationToken cancellationToken);
}
