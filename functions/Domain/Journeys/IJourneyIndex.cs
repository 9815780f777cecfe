using CampaignTasks.Domain.Automations;

namespace CampaignTasks.Domain.Journeys;

/// <summary>
/// The index from contacts to their journeys. A place in it is a contact's right to enter: it is taken before the journey is stored.
/// </summary>
public interface IJourneyIndex
{
    /// <summary>Takes places for contacts that have none in the automation, many in one transaction.</summary>
    /// <param name="key">The automation.</param>
    /// <param name="places">The places by contact, each contact once.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>What is stored of the contacts that have places already; they keep those.</returns>
    Task<IReadOnlyDictionary<string, ContactJourneys>> TakeAsync(
        AutomationKey key,
        IReadOnlyDictionary<string, JourneyPlace> places,
        CancellationToken cancellationToken
    );

    /// <summary>Finds the places of a contact in an automation: one point read. Null when it has none.</summary>
    Task<ContactJourneys?> FindAsync(AutomationKey key, string contactId, CancellationToken cancellationToken);

    /// <summary>Replaces the places of a contact if they still have the version they were read with.</summary>
    /// <exception cref="ConcurrencyConflictException">Somebody changed them in between.</exception>
    Task<ContactJourneys> UpdateAsync(ContactJourneys places, CancellationToken cancellationToken);

    /// <summary>Reads the places of a contact in all automations of a tenant.</summary>
    IAsyncEnumerable<ContactJourneys> ReadAsync(string tenantId, string contactId, CancellationToken cancellationToken);

    /// <summary>Deletes the places of contacts in an automation. Those that are gone are no error.</summary>
    Task DeleteAsync(AutomationKey key, IReadOnlyCollection<string> contactIds, CancellationToken cancellationToken);
}
