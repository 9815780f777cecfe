namespace CampaignTasks.Domain.Messages;

/// <summary>
/// A store of the ids of inbound messages that gave or withdrew consent, so that a repeated call of a provider is recognised. It holds no
/// addresses and no texts.
/// </summary>
public interface IInboundMessageStore
{
    /// <summary>The least time for which an id is kept.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>Stores that a message was received, unless it was before. One conditional insert; a repeat reads as well.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="accountId">The account that got the message.</param>
    /// <param name="messageId">The provider's id of the message.</param>
    /// <param name="receivedAt">When it was received.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>When the message was first received.</returns>
    Task<DateTimeOffset> AddAsync(
        string tenantId,
        string accountId,
        string messageId,
        DateTimeOffset receivedAt,
        CancellationToken cancellationToken
    );
}
