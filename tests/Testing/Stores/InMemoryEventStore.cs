using System.Runtime.CompilerServices;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Events;

namespace CampaignTasks.Testing.Stores;

/// <summary>Keeps events in memory, by the same contract as the stored ones. Thread-safe.</summary>
public sealed class InMemoryEventStore : IEventStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, string Id), ContactEvent> _events = [];

    public Task<IReadOnlyList<EventResult>> SaveAsync(
        string tenantId,
        IReadOnlyList<ContactEvent> events,
        DateTimeOffset receivedAt,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<EventResult>>([.. events.Select(submitted => Save(tenantId, submitted))]);
        }
    }

    public Task<ContactEvent?> FindAsync(string tenantId, string eventId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_events.GetValueOrDefault((tenantId, eventId)));
        }
    }

    public async IAsyncEnumerable<ContactEvent> ReadAsync(
        string tenantId,
        string contactId,
        string? name,
        DateTimeOffset since,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.CompletedTask;
        foreach (var submitted in Of(tenantId, contactId, name).Where(submitted => submitted.At >= since))
        {
            yield return submitted;
        }
    }

    public Task<CursorPage<ContactEvent>> ListAsync(
        string tenantId,
        string contactId,
        string? name,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult(
            ListCursor.Page(
                Of(tenantId, contactId, name),
                $"events {name?.ToUpperInvariant()} of {contactId} of {tenantId}",
                KeyOf,
                (key, from) => string.CompareOrdinal(key, from) > 0,
                limit,
                cursor
            )
        );

    public Task DeleteAllAsync(string tenantId, string contactId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var submitted in Of(tenantId, contactId, name: null))
            {
                _events.Remove((tenantId, submitted.Id));
            }

            return Task.CompletedTask;
        }
    }

    private EventResult Save(string tenantId, ContactEvent submitted)
    {
        if (_events.TryAdd((tenantId, submitted.Id), submitted))
        {
            return EventResult.Stored;
        }

        return _events[(tenantId, submitted.Id)].ContactId == submitted.ContactId ? EventResult.Repeated : EventResult.OtherContact;
    }

    private List<ContactEvent> Of(string tenantId, string contactId, string? name)
    {
        lock (_gate)
        {
            return
            [
                .. _events
                    .Where(one => one.Key.Tenant == tenantId && one.Value.ContactId == contactId)
                    .Select(one => one.Value)
                    .Where(submitted => name is null || ContactEvent.Names.Equals(submitted.Name, name))
                    .OrderBy(KeyOf, StringComparer.Ordinal),
            ];
        }
    }

    private static string KeyOf(ContactEvent submitted) =>
        FormattableString.Invariant($"{DateTimeOffset.MaxValue.UtcTicks - submitted.At.UtcTicks:D19}/{submitted.Id}");
}
