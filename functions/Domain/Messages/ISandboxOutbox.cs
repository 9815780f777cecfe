namespace CampaignTasks.Domain.Messages;

/// <summary>Keeps what went to the sandbox, so that people can look at it.</summary>
public interface ISandboxOutbox
{
    /// <summary>
    /// Keeps a message. One with the same tenant and id that is there already stays as it is, so that an attempt may be repeated.
    /// </summary>
    /// <remarks>When it returns, the message is durable. Many calls run at once; an implementation may commit them in groups.</remarks>
    Task AddAsync(SandboxMessage message, CancellationToken cancellationToken);

    /// <summary>A tenant's messages in the order of their ids' text (by run, then page, then place on the page).</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="limit">The most items to return, 1 to 200.</param>
    /// <param name="cursor">Where the previous page ended; null for the first page.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="BadCursorException">The cursor is not one of this list's.</exception>
    Task<CursorPage<SandboxMessage>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>Deletes messages; those that are gone are no error.</summary>
    Task DeleteAsync(string tenantId, IReadOnlyCollection<MessageId> messages, CancellationToken cancellationToken);
}
