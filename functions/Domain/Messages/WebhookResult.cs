using CampaignTasks.Domain.Keywords;

namespace CampaignTasks.Domain.Messages;

/// <summary>The result of reading a webhook call.</summary>
public abstract record WebhookResult
{
    private WebhookResult() { }

    /// <summary>Genuine: record these receipts (perhaps none), then answer 200.</summary>
    public sealed record Receipts(IReadOnlyList<Receipt> Items) : WebhookResult;

    /// <summary>Genuine: a person wrote to the account.</summary>
    /// <param name="From">The person's address.</param>
    /// <param name="Text">The text of the message.</param>
    /// <param name="MessageId">The provider's id of the message, or one derived from the call: a repeated call has the same.</param>
    /// <param name="Keyword">What the provider took it for, and acted on; null when it did not.</param>
    public sealed record Inbound(string From, string Text, string MessageId, Keyword? Keyword = null) : WebhookResult
    {
        /// <summary>The token of the link by which the person joined; null when they came without one.</summary>
        public string? JoinToken { get; init; }
    }

    /// <summary>Genuine: a receipt that names its message by the provider's own id.</summary>
    /// <param name="ProviderId">The provider's id, as the answer to the message gave it.</param>
    /// <param name="State">One of Sent, Delivered, Read, Failed.</param>
    /// <param name="Reason">The provider's code and text for a failure.</param>
    /// <param name="At">The time of the report.</param>
    public sealed record OwnReceipt(string ProviderId, MessageState State, string? Reason, DateTimeOffset At) : WebhookResult;

    /// <summary>Genuine: receipts and inbound messages of one call, in their order. Answer 200 with the text.</summary>
    public sealed record Several(IReadOnlyList<WebhookResult> Items, string Answer = "") : WebhookResult;

    /// <summary>A handshake: answer 200 with exactly this.</summary>
    public sealed record Reply(string ContentType, string Body, IReadOnlyDictionary<string, string> Headers) : WebhookResult;

    /// <summary>Not verified to come from the provider: answer 403, record nothing.</summary>
    public sealed record Unverified(string Reason) : WebhookResult;

    /// <summary>Genuine but unreadable: answer 400 with the reason.</summary>
    public sealed record Unreadable(string Reason) : WebhookResult;
}
