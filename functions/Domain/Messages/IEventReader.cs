namespace CampaignTasks.Domain.Messages;

/// <summary>
/// A reader of the events that a provider's cloud puts on a queue of this deployment. Only that cloud can write there, so events need no
/// authentication.
/// </summary>
public interface IEventReader
{
    /// <summary>The provider's name, as in <see cref="IChannel.Provider"/>.</summary>
    string Provider { get; }

    /// <summary>Reads one message of the queue: an event or an array of them.</summary>
    /// <returns>The receipts in it, perhaps none; null when it cannot be read.</returns>
    IReadOnlyList<Receipt>? Read(ReadOnlyMemory<byte> body, DateTimeOffset receivedAt);
}
