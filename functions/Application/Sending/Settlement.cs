using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Application.Sending;

/// <summary>The settlement of one message after an attempt.</summary>
/// <param name="Index">The message's place on the page.</param>
/// <param name="State">Where the message now stands.</param>
/// <param name="Attempts">Attempts that counted, this one included.</param>
/// <param name="ProviderId">The provider's id, when it gave one.</param>
/// <param name="Reason">Why it is not sent.</param>
/// <param name="MayHaveBeenSent">Whether the provider may have accepted it although no answer came.</param>
internal sealed record Settlement(
    int Index,
    MessageState State,
    int Attempts,
    string? ProviderId,
    string? Reason,
    bool MayHaveBeenSent = false
)
{
    /// <summary>True when a request was made.</summary>
    public bool WasTried { get; private init; } = true;

    /// <summary>The address the request went to, where it is another than the message's; null otherwise.</summary>
    public string? MovedTo { get; private init; }

    /// <summary>What the provider's refusal says about the address for good; null when nothing.</summary>
    public Verdict? Verdict { get; private init; }

    /// <summary>The instant at which the message may be eligible; null unless it has to wait for that.</summary>
    public DateTimeOffset? NotBefore { get; private init; }

    /// <summary>
    /// Settles a message that is not eligible; null when that is not known. One that an earlier attempt may have sent is not called
    /// skipped.
    /// </summary>
    public static Settlement FromEligibility(int index, LedgerMessage before, EligibilityResult? result) =>
        result switch
        {
            EligibilityResult.Skip skip => new(
                index,
                before.MayHaveBeenSent ? MessageState.Unknown : MessageState.Skipped,
                before.Attempts,
                before.ProviderId,
                before.MayHaveBeenSent ? $"{skip.Reason}; an attempt before may have left" : skip.Reason
            )
            {
                WasTried = false,
            },
            EligibilityResult.Wait wait => Untried(index, before) with { Reason = wait.Reason, NotBefore = wait.Until },
            _ => Untried(index, before),
        };

    /// <summary>Settles a message of which no request was made: it is pending as before.</summary>
    public static Settlement Untried(int index, LedgerMessage before) =>
        new(index, MessageState.Pending, before.Attempts, before.ProviderId, before.Reason) { WasTried = false };

    /// <summary>
    /// Applies the retry rules: what may be tried again stays pending, up to a limit; what may have been sent is never repeated without a
    /// key.
    /// </summary>
    public static Settlement From(int index, int attemptsBefore, SendOutcome outcome, bool supportsIdempotency)
    {
        var attempts = attemptsBefore + 1;
        return outcome switch
        {
            SendOutcome.Accepted accepted => new(index, MessageState.Sent, attempts, accepted.ProviderId, null),
            SendOutcome.Rejected rejected => new(index, MessageState.Failed, attempts, null, $"{rejected.Code}: {rejected.Reason}")
            {
                Verdict = rejected.Verdict,
            },
            SendOutcome.Throttled => new(index, MessageState.Pending, attemptsBefore, null, "throttled"),
            SendOutcome.Misconfigured wrong => new(index, MessageState.Pending, attemptsBefore, null, $"{wrong.Code}: {wrong.Reason}"),
            SendOutcome.Transient transient => new(
                index,
                attempts < RunRetries.TransientAttempts ? MessageState.Pending : MessageState.Failed,
                attempts,
                null,
                $"{transient.Code}: {transient.Reason}"
            ),
            SendOutcome.Unknown unknown => new(
                index,
                supportsIdempotency && attempts < RunRetries.UnansweredAttempts ? MessageState.Pending : MessageState.Unknown,
                attempts,
                null,
                unknown.Reason,
                MayHaveBeenSent: true
            ),
            _ => throw new InvalidOperationException($"No rule for {outcome.GetType().Name}."),
        };
    }

    /// <summary>Records that the request went to another address; null changes nothing.</summary>
    public Settlement To(string? movedTo) =>
        movedTo is null ? this : this with { MovedTo = movedTo, Reason = Reason ?? EligibilityRules.AddressChanged };

    /// <summary>Returns true when the message is pending again and its next attempt should wait a while.</summary>
    public bool IsRetry(LedgerMessage before) => State is MessageState.Pending && Attempts > before.Attempts;

    public void ApplyTo(LedgerPage page, DateTimeOffset now) =>
        page.Settle(Index, State, Attempts, ProviderId, Reason, now, MayHaveBeenSent, MovedTo);
}
