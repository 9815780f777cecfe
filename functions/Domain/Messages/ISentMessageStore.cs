namespace CampaignTasks.Domain.Messages;

/// <summary>
/// A store of the ids that providers gave to messages, for those that report by them alone. It holds no addresses and no texts.
/// Implementations are thread-safe.
/// </summary>
public interface ISentMessageStore
{
    /// <summary>The time for which an id is kept: providers report for days.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>Stores which message a provider's id is of. Repeating it is harmless.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="accountId">The account that sent the message: ids of two accounts have nothing to do with each other.</param>
    /// <param name="providerId">The provider's id.</param>
    /// <param name="message">The message.</param>
    /// <param name="sentAt">When it was sent.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    Task SaveAsync(
        string tenantId,
        string accountId,
        string providerId,
        MessageId message,
        DateTimeOffset sentAt,
        CancellationToken cancellationToken
    );

    /// <summary>Finds the message that a provider's id is of; null when the account sent none under it.</summary>
    Task<MessageId?> FindAsync(string tenantId, string accountId, string providerId, CancellationToken cancellationToken);
}
