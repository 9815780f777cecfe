namespace CampaignTasks.Domain.Messages;

/// <summary>What a reader makes of a webhook call.</summary>
public abstract record WebhookResult
{
    private WebhookResult() { }

    /// <summary>Genuine: these receipts (perhaps none) are to be recorded, then the call is answered 200.</summary>
    public sealed record Receipts(IReadOnlyList<Receipt> Items) : WebhookResult;

    /// <summary>Genuine: a person wrote to the account.</summary>
    /// <param name="From">The person's address, as the provider writes it.</param>
    /// <param name="Text">What they wrote.</param>
    public sealed record Inbound(string From, string Text) : WebhookResult;

    /// <summary>A handshake: answer 200 with exactly this.</summary>
    public sealed record Reply(string ContentType, string Body, IReadOnlyDictionary<string, string> Headers) : WebhookResult;

    /// <summary>Not proved to come from the provider: answer 403, record nothing.</summary>
    public sealed record Unverified(string Reason) : WebhookResult;

    /// <summary>Genuine but unreadable: answer 400 with the reason.</summary>
    public sealed record Unreadable(string Reason) : WebhookResult;
}
