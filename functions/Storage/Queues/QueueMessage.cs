namespace CampaignTasks.Storage.Queues;

/// <summary>A message that this reader holds until <see cref="NextVisibleOn"/>.</summary>
public sealed record QueueMessage
{
    internal QueueMessage(string messageId, string popReceipt, QueueText text)
    {
        MessageId = messageId;
        PopReceipt = popReceipt;
        Text = text;
    }

    /// <summary>The message's id, the same for every reader.</summary>
    public string MessageId { get; }

    /// <summary>Proves that this reader holds the message; void once another reader got it or an update replaced it.</summary>
    public string PopReceipt { get; }

    /// <summary>The text. Decoded here and not on receipt, so that one foreign message does not block a queue.</summary>
    /// <exception cref="FormatException">The client expects base64, and the message is not base64.</exception>
    public string MessageText => Text.Decoded();

    /// <summary>The text's bytes.</summary>
    /// <exception cref="FormatException">As <see cref="MessageText"/>.</exception>
    public BinaryData Body => Text.Bytes();

    /// <summary>When it was put.</summary>
    public DateTimeOffset? InsertedOn { get; init; }

    /// <summary>When the service drops it.</summary>
    public DateTimeOffset? ExpiresOn { get; init; }

    /// <summary>When another reader may get it.</summary>
    public DateTimeOffset? NextVisibleOn { get; init; }

    /// <summary>How often it was received, this time included.</summary>
    public long DequeueCount { get; init; }

    private QueueText Text { get; }

    /// <summary>Names the message and not its text.</summary>
    public override string ToString() => $"QueueMessage {MessageId}";
}

/// <summary>A message that was looked at and not taken.</summary>
public sealed record PeekedMessage
{
    internal PeekedMessage(string messageId, QueueText text)
    {
        MessageId = messageId;
        Text = text;
    }

    /// <inheritdoc cref="QueueMessage.MessageId"/>
    public string MessageId { get; }

    /// <inheritdoc cref="QueueMessage.MessageText"/>
    public string MessageText => Text.Decoded();

    /// <inheritdoc cref="QueueMessage.Body"/>
    public BinaryData Body => Text.Bytes();

    /// <inheritdoc cref="QueueMessage.InsertedOn"/>
    public DateTimeOffset? InsertedOn { get; init; }

    /// <inheritdoc cref="QueueMessage.ExpiresOn"/>
    public DateTimeOffset? ExpiresOn { get; init; }

    /// <summary>How often it was received.</summary>
    public long DequeueCount { get; init; }

    private QueueText Text { get; }

    /// <summary>Names the message and not its text.</summary>
    public override string ToString() => $"PeekedMessage {MessageId}";
}

/// <summary>What the service says of a message that was put.</summary>
/// <param name="MessageId">The message's id.</param>
/// <param name="PopReceipt">Lets the sender update or delete it before anyone received it.</param>
/// <param name="TimeNextVisible">When it can be received.</param>
public sealed record SendReceipt(string MessageId, string PopReceipt, DateTimeOffset? TimeNextVisible);

/// <summary>What the service says of a message that was updated.</summary>
/// <param name="PopReceipt">The reader's new proof; the old one is void.</param>
/// <param name="NextVisibleOn">When another reader may get it.</param>
public sealed record UpdateReceipt(string PopReceipt, DateTimeOffset? NextVisibleOn);

/// <summary>What the service knows of a queue.</summary>
/// <param name="ApproximateMessagesCount">Messages, invisible ones included; never too low, at times too high.</param>
public sealed record QueueProperties(int ApproximateMessagesCount);

/// <summary>A text as it stands in the queue.</summary>
internal readonly record struct QueueText(string Raw, QueueMessageEncoding Encoding)
{
    public static string Encode(BinaryData body, QueueMessageEncoding encoding) =>
        encoding is QueueMessageEncoding.Base64 ? Convert.ToBase64String(body.ToMemory().Span) : body.ToString();

    public string Decoded() => Encoding is QueueMessageEncoding.Base64 ? System.Text.Encoding.UTF8.GetString(FromBase64()) : Raw;

    public BinaryData Bytes() => Encoding is QueueMessageEncoding.Base64 ? BinaryData.FromBytes(FromBase64()) : BinaryData.FromString(Raw);

    private byte[] FromBase64() => Convert.FromBase64String(Raw);
}
