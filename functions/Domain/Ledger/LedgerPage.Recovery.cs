using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Domain.Ledger;

/// <content>The recovery of claims whose sender is gone.</content>
public sealed partial class LedgerPage
{
    /// <summary>The senders that may end with a message before it is set aside.</summary>
    public const int MostInterruptions = 3;

    private const string Once = "interrupted";
    private const string Twice = "interrupted twice";

    // As many as one lane sends side by side: each claim is sent at once.
    private const int ClaimOfInterrupted = 16;

    /// <summary>The senders in a row that ended without settling a message of the page.</summary>
    public int Interruptions { get; private set; }

    /// <summary>
    /// True when a message was being sent while two senders ended, and may be the cause. It is sent after everything else, by itself and
    /// beside no other such message, so that the next end tells which one it was.
    /// </summary>
    public bool IsSuspect => HasPending(Twice);

    /// <summary>The most messages that one claim may take, so that fewer are in doubt after every end.</summary>
    public int MostClaimed =>
        IsSuspect ? 1
        : HasPending(Once) ? ClaimOfInterrupted
        : Capacity;

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

        // What has no key is never sent again, so that only the page tells that its senders end.
        var isSetAside = ++Interruptions >= MostInterruptions;
        foreach (var i in claimed)
        {
            if (_messages[i].Account is not { } account || !hasIdempotencyKey(account))
            {
                _messages[i] = Interrupted(i, MessageState.Unknown, "interrupted: the request may have left", now);
                continue;
            }

            var isFatal = _messages[i].Reason is Twice;
            isSetAside |= isFatal;
            _messages[i] = isFatal
                ? Interrupted(i, MessageState.Unknown, $"interrupted: {MostInterruptions} senders ended while they sent it", now)
                : Interrupted(i, MessageState.Pending, _messages[i].Reason is Once ? Twice : Once, now) with
                {
                    MayHaveBeenSent = true,
                };
        }

        Interruptions = isSetAside ? 0 : Interruptions;
        return new PageRecovery(claimed.Length, isSetAside);
    }

    /// <summary>As <see cref="Recover(Predicate{string}, DateTimeOffset)"/>, the same for every account.</summary>
    public PageRecovery Recover(bool hasIdempotencyKey, DateTimeOffset now) => Recover(_ => hasIdempotencyKey, now);

    private bool HasPending(string reason) =>
        Array.Exists(_messages, message => message.State is MessageState.Pending && message.MayHaveBeenSent && message.Reason == reason);

    private LedgerMessage Interrupted(int index, MessageState state, string reason, DateTimeOffset now) =>
        _messages[index] with
        {
            State = state,
            Reason = reason,
            UpdatedAt = now,
        };
}
