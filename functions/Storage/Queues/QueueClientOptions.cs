using CampaignTasks.Storage.Pipeline;

namespace CampaignTasks.Storage.Queues;

/// <summary>How a message's text stands in the queue.</summary>
public enum QueueMessageEncoding
{
    /// <summary>
    /// As it is; only characters that XML can hold. The emulator may break other scripts in a message of many kilobytes (it decodes each
    /// network chunk by itself): use base64 for those.
    /// </summary>
    None,

    /// <summary>As base64 of its UTF-8 bytes: any bytes, and what the Functions host expects by default.</summary>
    Base64,
}

/// <summary>How queue requests are sent; see <see cref="StorageClientOptions"/> for the defaults.</summary>
public sealed class QueueClientOptions : StorageClientOptions
{
    /// <summary>How a message's text stands in the queue. Default <see cref="QueueMessageEncoding.None"/>.</summary>
    public QueueMessageEncoding MessageEncoding { get; set; }
}
