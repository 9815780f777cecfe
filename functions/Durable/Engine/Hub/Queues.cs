using System.Threading.Channels;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>How workers take from the queue they share.</summary>
internal static class Queues
{
    /// <summary>The next item; null when no more will come.</summary>
    /// <remarks>
    /// Whoever enumerates a channel waits for "there may be something": every item wakes all the workers, of which one gets it, and each goes on on
    /// the thread pool. Whoever reads waits for an item, and goes on where it was.
    /// </remarks>
    public static async ValueTask<T?> NextAsync<T>(this ChannelReader<T> queue, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await queue.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException)
        {
            return null;
        }
    }
}
