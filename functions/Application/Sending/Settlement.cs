using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Sending;

/// <summary>What one attempt means for its message.</summary>
/// <param name="Index">The message's place on the page.</param>
/// <param name="State">Where the message now stands.</param>
/// <param name="Attempts">Attempts that counted, this one included.</param>
/// <param name="ProviderId">The provider's id, when it gave one.</param>
/// <param name="Reason">Why it is not sent.</param>
/// <param name="IsDoubtful">Whether the provider may have taken it although no answer came.</param>
internal sealed record Settlement(int Index, MessageState State, int Attempts, string? ProviderId, string? Reason, bool IsDoubtful = false)
{
    /// <summary>Whether a request was made.</summary>
    public bool WasTried { get; private init; } = true;

    /// <summary>When the last gate may let the message go; null unless it said to wait.</summary>
    public DateTimeOffset? NotBefore { get; private init; }

    /// <summary>The last gate did not let it pass. One that an attempt before may have sent is not called skipped.</summary>
    public static Settlement HeldBack(int index, LedgerMessage before, EligibilityResult? verdict) => verdict switch
    {
        EligibilityResult.Skip skip => new(
            index, before.MayHaveBeenSent ? MessageState.Unknown : MessageState.Skipped, before.Attempts, before.ProviderId,
            before.MayHaveBeenSent ? $"{skip.Reason}; an attempt before may have left" : skip.Reason)
        { WasTried = false },
        EligibilityResult.Wait wait => Untried(index, before) with { Reason = wait.Reason, NotBefore = wait.Until },
        _ => Untried(index, before),
    };

    /// <summary>Nothing was asked: the message is owed as before.</summary>
    public static Settlement Untried(int index, LedgerMessage before) =>
        new(index, MessageState.Pending, before.Attempts, before.ProviderId, before.Reason) { WasTried = false };

    /// <summary>The retry rules: what may go round again stays owed, up to a bound; what may have been sent is never repeated without a key.</summary>
    public static Settlement From(int index, int attemptsBefore, SendOutcome outcome, bool hasIdempotencyKey)
    {
        var attempts = attemptsBefore + 1;
        return outcome switch
        {
            SendOutcome.Accepted accepted => new(index, MessageState.Sent, attempts, accepted.ProviderId, null),
            SendOutcome.Rejected rejected => new(index, MessageState.Failed, attempts, null, $"{rejected.Code}: {rejected.Reason}"),
            SendOutcome.Throttled => new(index, MessageState.Pending, attemptsBefore, null, "throttled"),
            SendOutcome.Misconfigured wrong => new(index, MessageState.Pending, attemptsBefore, null, $"{wrong.Code}: {wrong.Reason}"),
            SendOutcome.Transient transient => new(
                index, attempts < RunRetries.TransientAttempts ? MessageState.Pending : MessageState.Failed, attempts, null, $"{transient.Code}: {transient.Reason}"),
            SendOutcome.Unknown unknown => new(
                index, hasIdempotencyKey && attempts < RunRetries.UnansweredAttempts ? MessageState.Pending : MessageState.Unknown, attempts, null, unknown.Reason,
                IsDoubtful: true),
            _ => throw new InvalidOperationException($"No rule for {outcome.GetType().Name}."),
        };
    }

    /// <summary>Whether the message is owed again and its next attempt should wait a while.</summary>
    public bool IsRetry(LedgerMessage before) => State is MessageState.Pending && Attempts > before.Attempts;

    public void ApplyTo(LedgerPage page, DateTimeOffset now) => page.Settle(Index, State, Attempts, ProviderId, Reason, now, IsDoubtful);
}
