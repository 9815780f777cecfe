namespace CampaignTasks.Domain.Events;

/// <summary>A store of events by contact and time.</summary>
public interface IEventStore
{
    /// <summary>
    /// Stores events; one whose id is stored already changes nothing. A crash in between is repaired by storing the same events again.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="events">The events.</param>
    /// <param name="receivedAt">When they were received: from then on they are kept for so long.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>The result for each, in their order.</returns>
    Task<IReadOnlyList<EventResult>> SaveAsync(
        string tenantId,
        IReadOnlyList<ContactEvent> events,
        DateTimeOffset receivedAt,
        CancellationToken cancellationToken
    );

    /// <summary>Finds the event; null when the tenant has none with this id.</summary>
    Task<ContactEvent?> FindAsync(string tenantId, string eventId, CancellationToken cancellationToken);

    /// <summary>Reads a contact's events since an instant, that one included, newest first: one range read.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="contactId">The contact.</param>
    /// <param name="name">The name of the events, by <see cref="ContactEvent.Names"/>; null for all.</param>
    /// <param name="since">The first instant that counts.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    IAsyncEnumerable<ContactEvent> ReadAsync(
        string tenantId,
        string contactId,
        string? name,
        DateTimeOffset since,
        CancellationToken cancellationToken
    );

    /// <summary>Lists a contact's events, newest first.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="contactId">The contact.</param>
    /// <param name="name">The name of the events, by <see cref="ContactEvent.Names"/>; null for all.</param>
    /// <param name="limit">The most items to return, 1 to 200.</param>
    /// <param name="cursor">Where the previous page ended; null for the first page.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="BadCursorException"><paramref name="cursor"/> does not belong to this list.</exception>
    Task<CursorPage<ContactEvent>> ListAsync(
        string tenantId,
        string contactId,
        string? name,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    );

    /// <summary>Deletes a contact's events. Repeating it is harmless.</summary>
    Task DeleteAllAsync(string tenantId, string contactId, CancellationToken cancellationToken);
}
