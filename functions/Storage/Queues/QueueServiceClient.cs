using CampaignTasks.Storage.Pipeline;

namespace CampaignTasks.Storage.Queues;

/// <summary>The queues of an account. Thread-safe; make one and keep it: its clients share its pipeline.</summary>
/// <param name="account">Where the account answers, and how to sign.</param>
/// <param name="options">How to send; the defaults where null.</param>
public sealed class QueueServiceClient(StorageAccount account, QueueClientOptions? options = null)
{
    private readonly QueueMessageEncoding encoding = options?.MessageEncoding ?? QueueMessageEncoding.None;
    private readonly StoragePipeline pipeline = StoragePipeline.ForQueuesAndBlobs(account, options ?? new());
    private readonly string endpoint = account.QueueEndpoint.AbsoluteUri.TrimEnd('/');

    /// <summary>Reads a connection string.</summary>
    /// <exception cref="FormatException">A part is missing; the message names it.</exception>
    public QueueServiceClient(string connectionString, QueueClientOptions? options = null)
        : this(StorageAccount.Parse(connectionString), options)
    {
    }

    /// <summary>Reaches a queue, which need not exist yet.</summary>
    /// <exception cref="ArgumentException">Not a queue's name: 3 to 63 lower-case letters, digits and single hyphens, none at an end.</exception>
    public QueueClient GetQueueClient(string queueName) => GetQueueClient(queueName, encoding);

    /// <summary>Reaches a queue whose messages stand in it in a way of their own.</summary>
    /// <exception cref="ArgumentException">As <see cref="GetQueueClient(string)"/>.</exception>
    public QueueClient GetQueueClient(string queueName, QueueMessageEncoding messageEncoding) => new(pipeline, endpoint, queueName, messageEncoding);
}
