namespace CampaignTasks.Domain.Messages;

/// <summary>A store of messages that people wrote to accounts.</summary>
public interface IReceivedMessageStore
{
    /// <summary>The time for which a message is kept.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>Stores a message. One that is stored under the id already is replaced.</summary>
    Task SaveAsync(ReceivedMessage message, CancellationToken cancellationToken);

    /// <summary>Lists what a person wrote, newest first.</summary>
    /// <exception cref="BadCursorException">The cursor is of another list.</exception>
    Task<CursorPage<ReceivedMessage>> ListAsync(
        string tenantId,
        string person,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    );

    /// <summary>Deletes all that a person wrote. Repeating it is harmless.</summary>
    Task DeleteAsync(string tenantId, string person, CancellationToken cancellationToken);
}
