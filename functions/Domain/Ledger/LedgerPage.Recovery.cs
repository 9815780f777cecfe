using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Domain.Ledger;

/// <content>The recovery of claims whose sender is gone.</content>
public sealed partial class LedgerPage
{
    /// <summary>The senders in a row that may end with a message before it is set aside.</summary>
    public const int MostInterruptions = 3;

    private const string InterruptedReason = "interrupted";

    /// <summary>
    /// The senders in a row that ended while they sent the same messages. After the first one these messages are claimed one by one, so
    /// that the next one tells which message it is.
    /// </summary>
    public int Interruptions { get; private set; }

    /// <summary>True when the page is claimed message by message, because one of them may have ended a sender.</summary>
    public bool IsSuspect => Interruptions > 1 || (Interruptions is 1 && HasInterrupted);

    private bool HasInterrupted =>
        Array.Exists(_messages, message => message is { State: MessageState.Pending, Reason: InterruptedReason, MayHaveBeenSent: true });

    /// <summary>
    /// Settles the messages of a claim whose sender is gone: with a key the message is pending again (the resend carries the same key),
    /// without one, or after <see cref="MostInterruptions"/>, it is unknown, since it may have been sent.
    /// </summary>
    /// <param name="hasIdempotencyKey">Whether a repeat through this account would be recognised by its key.</param>
    /// <param name="now">The time of the recovery.</param>
    /// <returns>What was recovered.</returns>
    public PageRecovery Recover(Predicate<string> hasIdempotencyKey, DateTimeOffset now)
    {
        int[] claimed = [.. Enumerable.Range(0, _messages.Length).Where(i => _messages[i].State is MessageState.Sending)];
        ClaimId = null;
        if (claimed.Length is 0)
        {
            return default;
        }

        var isSetAside = ++Interruptions >= MostInterruptions;
        foreach (var i in claimed)
        {
            _messages[i] =
                isSetAside
                    ? Interrupted(
                        i,
                        MessageState.Unknown,
                        $"interrupted: {MostInterruptions} senders in a row ended while they sent it",
                        now
                    )
                : _messages[i].Account is { } account && hasIdempotencyKey(account)
                    ? Interrupted(i, MessageState.Pending, InterruptedReason, now) with
                    {
                        MayHaveBeenSent = true,
                    }
                : Interrupted(i, MessageState.Unknown, "interrupted: the request may have left", now);
        }

        Interruptions = isSetAside ? Left() : Interruptions;
        return new PageRecovery(claimed.Length, isSetAside);
    }

    /// <summary>As <see cref="Recover(Predicate{string}, DateTimeOffset)"/>, the same for every account.</summary>
    public PageRecovery Recover(bool hasIdempotencyKey, DateTimeOffset now) => Recover(_ => hasIdempotencyKey, now);

    // Of a page that was interrupted and has a message settled: the others may still be what ended the sender.
    private int Left() => Interruptions > 0 && HasInterrupted ? 1 : 0;

    private LedgerMessage Interrupted(int index, MessageState state, string reason, DateTimeOffset now) =>
        _messages[index] with
        {
            State = state,
            Reason = reason,
            UpdatedAt = now,
        };
}
