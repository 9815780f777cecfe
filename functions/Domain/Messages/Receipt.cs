using CampaignTasks.Domain.Accounts;

namespace CampaignTasks.Domain.Messages;

/// <summary>What a provider later reports about one message.</summary>
/// <param name="EventId">The provider's id of this report, or one derived from what it says: the same report twice has the same id.</param>
/// <param name="Message">The message, decoded from the key or the callback address we gave the provider.</param>
/// <param name="State">One of Sent, Delivered, Read, Failed.</param>
/// <param name="ProviderId">The provider's id of the message, when the report names it.</param>
/// <param name="Reason">The provider's code and words for a failure.</param>
/// <param name="At">When the provider says it happened; else when it was reported.</param>
public sealed record Receipt(string EventId, MessageId Message, MessageState State, string? ProviderId, string? Reason, DateTimeOffset At);

/// <summary>A call to <c>/api/hooks/{channel}/{account}</c> as a provider's reader sees it.</summary>
/// <param name="Method">The HTTP method, upper case.</param>
/// <param name="Url">The public address as the provider called it, query included (from configuration, not from the Host header, when a public address is configured).</param>
/// <param name="Headers">First value per header; names compare ignoring case.</param>
/// <param name="Body">The raw bytes.</param>
/// <param name="ReceivedAt">When it came.</param>
public sealed record WebhookCall(string Method, Uri Url, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body, DateTimeOffset ReceivedAt);

/// <summary>What a reader makes of a webhook call.</summary>
public abstract record WebhookReading
{
    private WebhookReading() { }

    /// <summary>Genuine: these receipts (perhaps none) are to be recorded, then the call is answered 200.</summary>
    public sealed record Receipts(IReadOnlyList<Receipt> Items) : WebhookReading;

    /// <summary>Genuine: a person wrote to the account.</summary>
    /// <param name="From">The person's address, as the provider writes it.</param>
    /// <param name="Text">What they wrote.</param>
    public sealed record Inbound(string From, string Text) : WebhookReading;

    /// <summary>A handshake: answer 200 with exactly this.</summary>
    public sealed record Reply(string ContentType, string Body, IReadOnlyDictionary<string, string> Headers) : WebhookReading;

    /// <summary>Not proved to come from the provider: answer 403, record nothing.</summary>
    public sealed record Forged(string Reason) : WebhookReading;

    /// <summary>Genuine but unreadable: answer 400 with the reason.</summary>
    public sealed record Unreadable(string Reason) : WebhookReading;
}

/// <summary>Reads the webhook calls of one provider.</summary>
public interface IWebhookReader
{
    /// <summary>The provider's name, as in <see cref="IChannel.Provider"/>.</summary>
    string Provider { get; }

    /// <summary>Proves the caller, then reads. Never throws for anything a caller can send.</summary>
    WebhookReading Read(WebhookCall call, OpenAccount account);
}

/// <summary>
/// Reads what a provider's own cloud puts on a queue of this deployment. Only it can write there, so nothing has to prove itself.
/// </summary>
public interface IEventReader
{
    /// <summary>The provider's name, as in <see cref="IChannel.Provider"/>.</summary>
    string Provider { get; }

    /// <summary>Reads one message of the queue: an event or an array of them.</summary>
    /// <returns>The receipts in it, perhaps none; null when it cannot be read.</returns>
    IReadOnlyList<Receipt>? Read(ReadOnlyMemory<byte> body, DateTimeOffset receivedAt);
}
