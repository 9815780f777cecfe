using CampaignTasks.Domain.Accounts;

namespace CampaignTasks.Domain.Messages;

/// <summary>
/// The adapter of one provider: it translates a message into the provider's request, and the response into a <see cref="SendOutcome"/>.
/// </summary>
/// <remarks>Implementations are thread-safe and hold no per-account state beyond caches.</remarks>
public interface IChannel
{
    /// <summary>The channels this provider serves.</summary>
    IReadOnlyList<ChannelKind> Kinds { get; }

    /// <summary>The provider's name in the API: <c>acs</c>, <c>twilio</c>, <c>sandbox</c>.</summary>
    string Provider { get; }

    /// <summary>
    /// True when a second request with the same <see cref="OutgoingMessage.IdempotencyKey"/> is not a second message.
    /// Where it is false, an attempt that may have sent the message is never repeated.
    /// </summary>
    bool SupportsIdempotency { get; }

    /// <summary>The states that the provider reports after it has accepted a message; empty: none.</summary>
    IReadOnlyList<MessageState> Receipts { get; }

    /// <summary>
    /// True when the provider's reports name a message by the provider's own id alone, which is therefore stored with each message.
    /// </summary>
    bool ReportsByOwnId => false;

    /// <summary>True when a message may name a template that the provider keeps, instead of a text.</summary>
    bool HasTemplates { get; }

    /// <summary>The settings an account of this provider has, in the order people should fill them in.</summary>
    IReadOnlyList<AccountSetting> Settings { get; }

    /// <summary>Checks settings against each other after each was checked alone; yields (setting name, message) pairs.</summary>
    IEnumerable<(string Setting, string Message)> Check(ChannelKind kind, IReadOnlyDictionary<string, string> settings);

    /// <summary>
    /// Makes one attempt: never retries, ends within the channel's time-out, and returns an outcome instead of throwing for anything a
    /// provider or network does.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled before the request could have left;
    /// afterwards the outcome is <see cref="SendOutcome.Unknown"/>.</exception>
    Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken);

    /// <summary>
    /// Returns the link that opens a chat with the account and brings the token along in <see cref="WebhookResult.Inbound.JoinToken"/>;
    /// null on channels without such links, and for an account that lacks the setting they need.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="token">1 to 64 letters, digits, hyphens and underscores.</param>
    Uri? JoinLink(ResolvedAccount account, string token) => null;

    /// <summary>
    /// Asks the provider whether the account's settings work, within the channel's time-out and without sending anything to anybody.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    Task<Verification> VerifyAsync(ResolvedAccount account, CancellationToken cancellationToken);
}
