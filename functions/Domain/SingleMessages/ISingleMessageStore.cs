using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Domain.SingleMessages;

/// <summary>
/// The store of what single messages say, and of the requests they came with. A batch is open from when it is added until nothing of it may
/// leave any more.
/// </summary>
public interface ISingleMessageStore
{
    /// <summary>The time for which the request of a closed batch is known.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>
    /// Adds an open batch with all its messages, or nothing where one of its requests was stored with another batch. Adding the same batch
    /// again changes nothing.
    /// </summary>
    /// <returns>The requests that were stored before, with their messages; empty when the batch is stored.</returns>
    /// <exception cref="ArgumentException">
    /// There are none or more than <see cref="SingleBatch.MostMessages"/> messages, or other ones than the batch names.
    /// </exception>
    Task<IReadOnlyDictionary<string, MessageId>> TryAddAsync(
        SingleBatch batch,
        IReadOnlyList<SingleMessage> messages,
        CancellationToken cancellationToken
    );

    /// <summary>Finds the message of a request; null when the request is not known, or not any more.</summary>
    Task<MessageId?> FindAsync(string tenantId, string request, CancellationToken cancellationToken);

    /// <summary>Reads the messages of an open batch, in order; null when it is closed or was never added.</summary>
    Task<IReadOnlyList<SingleMessage>?> ReadAsync(SingleBatch batch, CancellationToken cancellationToken);

    /// <summary>Lists a tenant's open batches, in no particular order.</summary>
    IAsyncEnumerable<SingleBatch> OpenAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>
    /// Closes a batch: what its messages say is deleted, its requests stay known for <see cref="Kept"/>. Repeating it changes nothing.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="now">The time, from which the requests are kept.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    Task CloseAsync(SingleBatch batch, DateTimeOffset now, CancellationToken cancellationToken);
}
