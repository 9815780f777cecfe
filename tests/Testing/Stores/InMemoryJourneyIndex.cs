using CampaignTasks.Domain;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps the places of journeys in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryJourneyIndex : IJourneyIndex
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(AutomationKey Key, string Contact), ContactJourneys> _places = [];
    private long _version;

    public Task<IReadOnlyDictionary<string, ContactJourneys>> TakeAsync(
        AutomationKey key,
        IReadOnlyDictionary<string, JourneyPlace> places,
        CancellationToken cancellationToken
    )
    {
        lock (_lock)
        {
            Dictionary<string, ContactJourneys> there = new(StringComparer.Ordinal);
            foreach (var (contact, place) in places)
            {
                if (_places.TryGetValue((key, contact), out var stored))
                {
                    there[contact] = stored;
                }
                else
                {
                    Store(new ContactJourneys(key, contact) { Places = [place] });
                }
            }

            return Task.FromResult<IReadOnlyDictionary<string, ContactJourneys>>(there);
        }
    }

    public Task<ContactJourneys?> FindAsync(AutomationKey key, string contactId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_places.GetValueOrDefault((key, contactId)));
        }
    }

    public Task<ContactJourneys> UpdateAsync(ContactJourneys places, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _places.GetValueOrDefault((places.Key, places.ContactId))?.ETag != places.ETag
                ? throw new ConcurrencyConflictException("The journeys of a contact")
                : Task.FromResult(Store(places));
        }
    }

    public IAsyncEnumerable<ContactJourneys> ReadAsync(string tenantId, string contactId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _places
                .Values.Where(one => one.Key.TenantId == tenantId && one.ContactId == contactId)
                .OrderBy(one => one.Key.AutomationId, StringComparer.Ordinal)
                .ToList()
                .ToAsyncEnumerable();
        }
    }

    public Task DeleteAsync(AutomationKey key, IReadOnlyCollection<string> contactIds, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var contact in contactIds)
            {
                _places.Remove((key, contact));
            }

            return Task.CompletedTask;
        }
    }

    private ContactJourneys Store(ContactJourneys places) =>
        _places[(places.Key, places.ContactId)] = places with { ETag = $"W/\"{++_version}\"" };
}
