using System.Globalization;
using Azure;
using Azure.Core;
using CampaignTasks.Storage.Pipeline;

namespace CampaignTasks.Storage.Queues;

/// <summary>
/// One queue. Thread-safe; make one and keep it. Methods are named and behave as those of Azure.Storage.Queues, with a required
/// cancellation token. Delivery is at least once and in no promised order. All methods throw <see cref="RequestFailedException"/>
/// when the service refuses or gives no answer (Status 0); a send whose answer was lost and that was retried puts the message twice.
/// </summary>
public sealed class QueueClient
{
    /// <summary>Bytes a message's text has at most, as it stands in the queue.</summary>
    public const int MessageMaxBytes = 64 * 1024;

    /// <summary>Messages one call receives or peeks at most.</summary>
    public const int MaxPeekableMessages = 32;

    private readonly StoragePipeline pipeline;
    private readonly QueueMessageEncoding encoding;
    private readonly string uri;

    /// <summary>Reaches a queue of an account, which need not exist yet.</summary>
    /// <exception cref="ArgumentException">Not a queue's name.</exception>
    public QueueClient(StorageAccount account, string queueName, QueueClientOptions? options = null)
        : this(StoragePipeline.ForQueuesAndBlobs(account, options ?? new()), account.QueueEndpoint.AbsoluteUri.TrimEnd('/'), queueName,
            options?.MessageEncoding ?? QueueMessageEncoding.None)
    {
    }

    internal QueueClient(StoragePipeline pipeline, string endpoint, string queueName, QueueMessageEncoding encoding)
    {
        StorageNames.Check(queueName, nameof(queueName), "queue");
        this.pipeline = pipeline;
        this.encoding = encoding;
        Name = queueName;
        uri = $"{endpoint}/{queueName}";
    }

    /// <summary>The queue's name.</summary>
    public string Name { get; }

    /// <summary>Creates the queue, or finds it there. Throws 409 QueueBeingDeleted while one of this name is being deleted (30 s or more).</summary>
    public async Task<Response> CreateIfNotExistsAsync(CancellationToken cancellationToken)
    {
        using var message = pipeline.NewMessage(RequestMethod.Put, uri);
        var response = await pipeline.SendAsync(message, cancellationToken);
        return response.Status is 201 or 204 || (response.Status is 409 && StorageFailure.Details(response).Code is "QueueAlreadyExists")
            ? response
            : throw StorageFailure.Of(message);
    }

    /// <summary>Deletes the queue and its messages; throws 404 QueueNotFound where there is none.</summary>
    public async Task<Response> DeleteAsync(CancellationToken cancellationToken)
    {
        using var message = pipeline.NewMessage(RequestMethod.Delete, uri);
        return await pipeline.SendOrThrowAsync(message, cancellationToken);
    }

    /// <summary>Counts the messages; throws 404 where there is no queue.</summary>
    public async Task<Response<QueueProperties>> GetPropertiesAsync(CancellationToken cancellationToken)
    {
        using var message = pipeline.NewMessage(RequestMethod.Get, $"{uri}?comp=metadata");
        var response = await pipeline.SendOrThrowAsync(message, cancellationToken);
        response.Headers.TryGetValue("x-ms-approximate-messages-count", out var count);
        return Response.FromValue(new QueueProperties((int)QueueXml.Number(count)), response);
    }

    /// <summary>Puts a message.</summary>
    /// <param name="messageText">At most 64 KiB as it stands in the queue.</param>
    /// <param name="visibilityTimeout">How long nobody can receive it, up to 7 days; at once where null.</param>
    /// <param name="timeToLive">How long until the service drops it; 7 days where null, never where negative. Longer than the visibility timeout.</param>
    /// <param name="cancellationToken">Gives up waiting; the message may still be put.</param>
    /// <exception cref="ArgumentException">Too long, or not fit for XML without base64.</exception>
    public Task<Response<SendReceipt>> SendMessageAsync(
        string messageText, TimeSpan? visibilityTimeout, TimeSpan? timeToLive, CancellationToken cancellationToken) =>
        SendMessageAsync(BinaryData.FromString(messageText), visibilityTimeout, timeToLive, cancellationToken);

    /// <inheritdoc cref="SendMessageAsync(string, TimeSpan?, TimeSpan?, CancellationToken)"/>
    public Task<Response<SendReceipt>> SendMessageAsync(string messageText, CancellationToken cancellationToken) =>
        SendMessageAsync(messageText, visibilityTimeout: null, timeToLive: null, cancellationToken);

    /// <inheritdoc cref="SendMessageAsync(string, TimeSpan?, TimeSpan?, CancellationToken)"/>
    public async Task<Response<SendReceipt>> SendMessageAsync(
        BinaryData message, TimeSpan? visibilityTimeout, TimeSpan? timeToLive, CancellationToken cancellationToken)
    {
        using var request = pipeline.NewMessage(RequestMethod.Post, $"{uri}/messages{Query(
            ("visibilitytimeout", Seconds(visibilityTimeout)),
            ("messagettl", timeToLive < TimeSpan.Zero ? "-1" : Seconds(timeToLive)))}");
        SetBody(request, message);
        var response = await pipeline.SendOrThrowAsync(request, cancellationToken);
        var put = QueueXml.Messages(response)[0];
        return Response.FromValue(new SendReceipt(put["MessageId"], put["PopReceipt"], QueueXml.Instant(put.GetValueOrDefault("TimeNextVisible"))), response);
    }

    /// <summary>Takes up to <paramref name="maxMessages"/> messages; none is no error. They come back to others if not deleted in time.</summary>
    /// <param name="maxMessages">1 to 32.</param>
    /// <param name="visibilityTimeout">How long others do not see them, 1 s to 7 days; 30 s where null.</param>
    /// <param name="cancellationToken">Gives up waiting; messages taken meanwhile come back after the timeout.</param>
    public async Task<Response<QueueMessage[]>> ReceiveMessagesAsync(int maxMessages, TimeSpan? visibilityTimeout, CancellationToken cancellationToken)
    {
        CheckCount(maxMessages);
        using var message = pipeline.NewMessage(RequestMethod.Get, $"{uri}/messages{Query(
            ("numofmessages", Text(maxMessages)), ("visibilitytimeout", Seconds(visibilityTimeout)))}");
        var response = await pipeline.SendOrThrowAsync(message, cancellationToken);
        return Response.FromValue<QueueMessage[]>([.. QueueXml.Messages(response).Select(Received)], response);
    }

    /// <summary>Looks at up to <paramref name="maxMessages"/> visible messages and takes none.</summary>
    /// <param name="maxMessages">1 to 32.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<Response<PeekedMessage[]>> PeekMessagesAsync(int maxMessages, CancellationToken cancellationToken)
    {
        CheckCount(maxMessages);
        using var message = pipeline.NewMessage(RequestMethod.Get, $"{uri}/messages{Query(("numofmessages", Text(maxMessages)), ("peekonly", "true"))}");
        var response = await pipeline.SendOrThrowAsync(message, cancellationToken);
        return Response.FromValue<PeekedMessage[]>([.. QueueXml.Messages(response).Select(Peeked)], response);
    }

    /// <summary>Holds a received message longer, and may change its text.</summary>
    /// <param name="messageId">The message.</param>
    /// <param name="popReceipt">The reader's proof; the answer carries the next one.</param>
    /// <param name="messageText">The new text; kept where null.</param>
    /// <param name="visibilityTimeout">From now; zero gives it back at once.</param>
    /// <param name="cancellationToken">Gives up waiting; the update may still happen, and the old proof be void.</param>
    /// <exception cref="RequestFailedException">400 PopReceiptMismatch: another reader has it. 404 MessageNotFound: it is gone.</exception>
    public async Task<Response<UpdateReceipt>> UpdateMessageAsync(
        string messageId, string popReceipt, string? messageText, TimeSpan visibilityTimeout, CancellationToken cancellationToken)
    {
        using var message = pipeline.NewMessage(RequestMethod.Put, $"{MessageUri(messageId)}{Query(
            ("popreceipt", popReceipt), ("visibilitytimeout", Seconds(visibilityTimeout)))}");
        if (messageText is not null)
        {
            SetBody(message, BinaryData.FromString(messageText));
        }

        var response = await pipeline.SendOrThrowAsync(message, cancellationToken);
        response.Headers.TryGetValue("x-ms-popreceipt", out var next);
        response.Headers.TryGetValue("x-ms-time-next-visible", out var visible);
        return Response.FromValue(new UpdateReceipt(next ?? popReceipt, QueueXml.Instant(visible)), response);
    }

    /// <summary>Deletes a received message.</summary>
    /// <exception cref="RequestFailedException">400 PopReceiptMismatch: another reader has it. 404 MessageNotFound: it is gone.</exception>
    public async Task<Response> DeleteMessageAsync(string messageId, string popReceipt, CancellationToken cancellationToken)
    {
        using var message = pipeline.NewMessage(RequestMethod.Delete, $"{MessageUri(messageId)}{Query(("popreceipt", popReceipt))}");
        return await pipeline.SendOrThrowAsync(message, cancellationToken);
    }

    /// <summary>Deletes all messages. A very deep queue may time out (500 OperationTimedOut, retried): what is left stays.</summary>
    public async Task<Response> ClearMessagesAsync(CancellationToken cancellationToken)
    {
        using var message = pipeline.NewMessage(RequestMethod.Delete, $"{uri}/messages");
        return await pipeline.SendOrThrowAsync(message, cancellationToken);
    }

    private void SetBody(HttpMessage request, BinaryData body)
    {
        var text = QueueText.Encode(body, encoding);
        if (System.Text.Encoding.UTF8.GetByteCount(text) is > MessageMaxBytes and var length)
        {
            throw new ArgumentException($"A message has at most {MessageMaxBytes} bytes; this one has {length} as {encoding}.", nameof(body));
        }

        request.Request.Headers.Add("Content-Type", "application/xml");
        request.Request.Content = RequestContent.Create(QueueXml.Message(text));
    }

    private QueueMessage Received(Dictionary<string, string> message) => new(message["MessageId"], message["PopReceipt"], TextOf(message))
    {
        InsertedOn = QueueXml.Instant(message.GetValueOrDefault("InsertionTime")),
        ExpiresOn = QueueXml.Instant(message.GetValueOrDefault("ExpirationTime")),
        NextVisibleOn = QueueXml.Instant(message.GetValueOrDefault("TimeNextVisible")),
        DequeueCount = QueueXml.Number(message.GetValueOrDefault("DequeueCount")),
    };

    private PeekedMessage Peeked(Dictionary<string, string> message) => new(message["MessageId"], TextOf(message))
    {
        InsertedOn = QueueXml.Instant(message.GetValueOrDefault("InsertionTime")),
        ExpiresOn = QueueXml.Instant(message.GetValueOrDefault("ExpirationTime")),
        DequeueCount = QueueXml.Number(message.GetValueOrDefault("DequeueCount")),
    };

    private QueueText TextOf(Dictionary<string, string> message) => new(message.GetValueOrDefault("MessageText") ?? "", encoding);

    private string MessageUri(string messageId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(messageId);
        return $"{uri}/messages/{Uri.EscapeDataString(messageId)}";
    }

    private static string Query(params ReadOnlySpan<(string Name, string? Value)> parts)
    {
        var query = new System.Text.StringBuilder();
        foreach (var (name, value) in parts)
        {
            if (value is not null)
            {
                query.Append(query.Length is 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
        }

        return query.ToString();
    }

    // The service counts whole seconds. Rounded up: nobody may see a message earlier than asked.
    private static string? Seconds(TimeSpan? span) => span is { } given ? ((long)Math.Ceiling(given.TotalSeconds)).ToString(CultureInfo.InvariantCulture) : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void CheckCount(int maxMessages)
    {
        if (maxMessages is < 1 or > MaxPeekableMessages)
        {
            throw new ArgumentOutOfRangeException(nameof(maxMessages), maxMessages, $"A call takes 1 to {MaxPeekableMessages} messages.");
        }
    }
}
