using CampaignTasks.Application.Facts;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Events;
using CampaignTasks.Domain.Facts;

namespace CampaignTasks.Application.Events;

/// <summary>The use case of storing events, single ones or those of a file.</summary>
internal sealed class EventService(IEventStore store, IContactStore contacts, FactPublisher publisher, TimeProvider time)
{
    /// <summary>Stores events of known contacts and tells automations of them.</summary>
    /// <returns>The result for each event, in their order.</returns>
    public async Task<IReadOnlyList<EventResult>> SaveAsync(
        string tenantId,
        IReadOnlyList<ContactEvent> events,
        CancellationToken cancellationToken
    )
    {
        string[] ids = [.. events.Select(submitted => submitted.ContactId).Distinct(StringComparer.Ordinal)];
        var found = await contacts.FindManyAsync(tenantId, ids, cancellationToken);
        var known = found.OfType<Contact>().Select(contact => contact.Id).ToHashSet(StringComparer.Ordinal);
        ContactEvent[] valid = [.. events.Where(submitted => known.Contains(submitted.ContactId))];
        var stored = await store.SaveAsync(tenantId, valid, time.GetUtcNow(), cancellationToken);
        await publisher.PublishAsync(
            tenantId,
            valid.Where((_, i) => stored[i] is EventResult.Stored or EventResult.Repeated).Select(FactOf)
        );
        var results = new Queue<EventResult>(stored);
        return [.. events.Select(submitted => known.Contains(submitted.ContactId) ? results.Dequeue() : EventResult.UnknownContact)];
    }

    private static ContactFact FactOf(ContactEvent submitted) =>
        new ContactFact.Happened(submitted.ContactId, submitted.At, submitted.Id, submitted.Name, submitted.Properties);
}
