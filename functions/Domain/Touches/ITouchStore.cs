using CampaignTasks.Domain.Addresses;

namespace CampaignTasks.Domain.Touches;

/// <summary>
/// A store of the messages that people were sent recently, which caps count and orders are attributed to. People are identified by
/// <see cref="RecipientIdentity.KeyOf"/>.
/// </summary>
public interface ITouchStore
{
    /// <summary>Finds the time of the tenant's first message; null when none was sent. An order before it is never a conversion.</summary>
    Task<DateTimeOffset?> FirstAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>
    /// Finds the messages that people were sent, in the order of the people; each is one point read, and none where the tenant never sent a
    /// message.
    /// </summary>
    Task<IReadOnlyList<TouchHistory>> FindManyAsync(string tenantId, IReadOnlyList<string> people, CancellationToken cancellationToken);

    /// <summary>Adds messages that people were sent; a message that is stored already changes nothing.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="touches">The people and their messages.</param>
    /// <param name="keepFrom">Older messages are dropped.</param>
    /// <param name="cancellationToken">Cancels the writing; repeating the call completes it.</param>
    Task AddAsync(
        string tenantId,
        IReadOnlyList<(string Person, Touch Touch)> touches,
        DateTimeOffset keepFrom,
        CancellationToken cancellationToken
    );

    /// <summary>Deletes a person's messages. Repeating it is harmless.</summary>
    Task DeleteAsync(string tenantId, string person, CancellationToken cancellationToken);
}
