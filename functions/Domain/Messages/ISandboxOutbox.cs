namespace CampaignTasks.Domain.Messages;

/// <summary>A store of the messages that went to the sandbox, for inspection.</summary>
public interface ISandboxOutbox
{
    /// <summary>Stores a message. A stored one with the same tenant and id stays as it is, so that an attempt may be repeated.</summary>
    /// <remarks>When it returns, the message is durable. Many calls run at once; an implementation may commit them in groups.</remarks>
    Task AddAsync(SandboxMessage message, CancellationToken cancellationToken);

    /// <summary>Lists a tenant's messages in the order of their ids' text (by run, then page, then place on the page).</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="limit">The most items to return, 1 to 200.</param>
    /// <param name="cursor">Where the previous page ended; null for the first page.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="BadCursorException">The cursor does not belong to this list.</exception>
    Task<CursorPage<SandboxMessage>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>Deletes messages; those that are gone are not an error.</summary>
    Task DeleteAsync(string tenantId, IReadOnlyCollection<MessageId> messages, CancellationToken cancellationToken);
}
