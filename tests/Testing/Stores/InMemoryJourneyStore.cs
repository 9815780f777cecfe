using System.Runtime.CompilerServices;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps journeys in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryJourneyStore : IJourneyStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<AutomationKey, JourneyProgress> _progress = [];
    private readonly Dictionary<AutomationKey, SortedDictionary<int, JourneyPage>> _pages = [];
    private long _version;

    public Task<JourneyProgress> ReadProgressAsync(AutomationKey key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_progress.GetValueOrDefault(key) ?? new JourneyProgress());
        }
    }

    public Task SaveProgressAsync(AutomationKey key, JourneyProgress progress, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _progress[key] = progress;
            return Task.CompletedTask;
        }
    }

    public Task<IReadOnlyList<DuePage>> ReadDueAsync(AutomationKey key, int most, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<DuePage>>([.. Due(key).Take(most)]);
        }
    }

    public IAsyncEnumerable<DuePage> ReadDueAsync(AutomationKey key, DateTimeOffset until, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Due(key).Where(one => one.At <= until).ToList().ToAsyncEnumerable();
        }
    }

    public Task<JourneyPage?> FindPageAsync(AutomationKey key, int page, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(Pages(key).TryGetValue(page, out var found) ? Copy(found) : null);
        }
    }

    public async IAsyncEnumerable<JourneyPage> ReadPagesAsync(
        AutomationKey key,
        int fromPage,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        List<JourneyPage> pages;
        lock (_lock)
        {
            pages = [.. Pages(key).Values.Where(page => page.Number >= fromPage).Select(Copy)];
        }

        foreach (var page in pages)
        {
            yield return await Task.FromResult(page);
        }
    }

    public Task SavePageAsync(AutomationKey key, JourneyPage page, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var stored = Pages(key).GetValueOrDefault(page.Number);
            if (stored?.ETag != page.ETag)
            {
                throw new ConcurrencyConflictException($"Page {page.Number} of automation {key.AutomationId}");
            }

            page.ETag = $"W/\"{++_version}\"";
            page.ListedUnder = page.NextDue;
            page.IsChanged = false;
            Pages(key)[page.Number] = Copy(page);
            return Task.CompletedTask;
        }
    }

    public Task<JourneyCounts> CountAsync(AutomationKey key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var counts = new JourneyCounts();
            foreach (var page in Pages(key).Values)
            {
                counts.Add(JourneyCounts.Of(page));
            }

            return Task.FromResult(counts);
        }
    }

    public Task DeleteAsync(AutomationKey key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _pages.Remove(key);
            _progress.Remove(key);
            return Task.CompletedTask;
        }
    }

    private IEnumerable<DuePage> Due(AutomationKey key) =>
        Pages(key)
            .Values.Where(page => page.NextDue is not null)
            .Select(page => new DuePage(page.Number, page.NextDue!.Value))
            .OrderBy(one => one.At)
            .ThenBy(one => one.Page);

    private SortedDictionary<int, JourneyPage> Pages(AutomationKey key)
    {
        if (!_pages.TryGetValue(key, out var pages))
        {
            _pages[key] = pages = [];
        }

        return pages;
    }

    private static JourneyPage Copy(JourneyPage page)
    {
        var past = new JourneyCounts();
        past.Add(page.Past);
        return new JourneyPage(page.Number, page.Journeys)
        {
            ETag = page.ETag,
            Batch = page.Batch,
            Past = past,
            ListedUnder = page.ListedUnder,
        };
    }
}
