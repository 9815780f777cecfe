using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Domain.Inboxes;

/// <summary>A store of contacts' inboxes. Implementations are thread-safe.</summary>
public interface IInboxStore
{
    /// <summary>The time for which a message is kept.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>Stores a message that was not read. One that is stored under the id already stays as it is.</summary>
    Task AddAsync(InboxMessage message, CancellationToken cancellationToken);

    /// <summary>Finds a message; null when the contact's inbox has none with this id.</summary>
    Task<InboxMessage?> FindAsync(string tenantId, string contactId, MessageId id, CancellationToken cancellationToken);

    /// <summary>Stores that the contact has read a message. One that was read before keeps its time.</summary>
    /// <returns>The message as it is now; null when the contact's inbox has none with this id.</returns>
    /// <exception cref="ConcurrencyConflictException">It was changed in the meantime.</exception>
    Task<InboxMessage?> ReadAsync(
        string tenantId,
        string contactId,
        MessageId id,
        DateTimeOffset readAt,
        CancellationToken cancellationToken
    );

    /// <summary>Lists a contact's messages: those that were not read first, of both the newest first.</summary>
    /// <exception cref="BadCursorException">The cursor is of another list.</exception>
    Task<CursorPage<InboxMessage>> ListAsync(
        string tenantId,
        string contactId,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    );

    /// <summary>Counts the messages that the contact has not read.</summary>
    Task<int> CountUnreadAsync(string tenantId, string contactId, CancellationToken cancellationToken);

    /// <summary>Deletes a contact's inbox. Repeating it is harmless.</summary>
    Task DeleteAsync(string tenantId, string contactId, CancellationToken cancellationToken);
}
