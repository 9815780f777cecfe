using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Domain.Runs;

/// <summary>One line of the ledger: an address and what became of it.</summary>
/// <param name="Address">As the audience normalized it.</param>
/// <param name="State">Where the message stands.</param>
/// <param name="Attempts">Requests to the provider that counted against the retry rules.</param>
/// <param name="Account">The account that last tried it.</param>
/// <param name="ProviderId">The provider's id once accepted.</param>
/// <param name="Reason">Why it failed, is unknown, was skipped, canceled or goes round again.</param>
/// <param name="UpdatedAt">When it last changed; whole seconds are kept.</param>
/// <param name="ContactId">The contact it is for; null for an address that led to none.</param>
public sealed record LedgerMessage(
    string Address,
    MessageState State,
    int Attempts,
    string? Account,
    string? ProviderId,
    string? Reason,
    DateTimeOffset UpdatedAt,
    string? ContactId = null);

/// <summary>
/// Up to <see cref="Capacity"/> messages that are claimed, sent and settled with one small write each. A page is changed by one claim at a
/// time: whoever finds another <see cref="ClaimId"/> than its own has lost the page. Not thread-safe.
/// </summary>
public sealed class LedgerPage
{
    /// <summary>Messages on a full page.</summary>
    public const int Capacity = 100;

    /// <summary>The longest reason kept; longer ones are cut.</summary>
    public const int ReasonLength = 200;

    private readonly LedgerMessage[] _messages;

    public LedgerPage(int number, IEnumerable<LedgerMessage> messages, string? claimId = null, string? etag = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        Number = number;
        _messages = [.. messages];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_messages.Length, Capacity, nameof(messages));
        ClaimId = claimId;
        ETag = etag;
    }

    /// <summary>The page's number in the run, from 0.</summary>
    public int Number { get; }

    /// <summary>Who may settle the messages that are <see cref="MessageState.Sending"/>; null when nobody.</summary>
    public string? ClaimId { get; private set; }

    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    public string? ETag { get; set; }

    public IReadOnlyList<LedgerMessage> Messages => _messages;

    /// <summary>How many messages stand where.</summary>
    public MessageCounts Counts
    {
        get
        {
            var counts = default(MessageCounts);
            foreach (var message in _messages)
            {
                counts = counts.With(message.State);
            }

            return counts;
        }
    }

    /// <summary>A new page of messages that are all owed.</summary>
    public static LedgerPage Plan(int number, IEnumerable<Recipient> recipients, DateTimeOffset now) =>
        new(number, recipients.Select(r => new LedgerMessage(r.Address, MessageState.Pending, 0, null, null, null, now, r.ContactId)));

    /// <summary>As above, for addresses that lead to no contacts.</summary>
    public static LedgerPage Plan(int number, IEnumerable<string> addresses, DateTimeOffset now) =>
        Plan(number, addresses.Select(address => new Recipient(address)), now);

    /// <summary>Claims up to <paramref name="most"/> owed messages from a place on, in order, for one sender. Save the page before the first request leaves.</summary>
    /// <returns>The places claimed; empty when nothing is owed from there on.</returns>
    public IReadOnlyList<int> Claim(string claimId, string account, int from, int most, DateTimeOffset now)
    {
        List<int> claimed = [];
        for (var i = from; i < _messages.Length && claimed.Count < most; i++)
        {
            if (_messages[i].State is MessageState.Pending)
            {
                _messages[i] = _messages[i] with { State = MessageState.Sending, Account = account, UpdatedAt = now };
                claimed.Add(i);
            }
        }

        ClaimId = claimed.Count > 0 ? claimId : ClaimId;
        return claimed;
    }

    /// <summary>
    /// Settles what a claim that is gone left behind: with a key the message is owed again (the resend carries the same key), without one
    /// it is unknown, since it may have been sent.
    /// </summary>
    /// <returns>How many messages were recovered.</returns>
    public int Recover(bool hasIdempotencyKey, DateTimeOffset now)
    {
        var recovered = 0;
        for (var i = 0; i < _messages.Length; i++)
        {
            if (_messages[i].State is not MessageState.Sending)
            {
                continue;
            }

            recovered++;
            _messages[i] = hasIdempotencyKey
                ? _messages[i] with { State = MessageState.Pending, Reason = "interrupted", UpdatedAt = now }
                : _messages[i] with { State = MessageState.Unknown, Reason = "interrupted: the request may have left", UpdatedAt = now };
        }

        ClaimId = null;
        return recovered;
    }

    /// <summary>Records what became of a claimed message. A receipt that came first is not undone.</summary>
    public void Settle(int index, MessageState state, int attempts, string? providerId, string? reason, DateTimeOffset now)
    {
        var message = _messages[index];
        _messages[index] = message.State is MessageState.Sending
            ? message with { State = state, Attempts = attempts, ProviderId = providerId ?? message.ProviderId, Reason = Cut(reason), UpdatedAt = now }
            : message with { Attempts = attempts, ProviderId = providerId ?? message.ProviderId };
    }

    /// <summary>Ends the claim: nobody settles this page until the next one.</summary>
    public void Release() => ClaimId = null;

    /// <summary>Ends everything still owed, because the run ends before its turn.</summary>
    /// <returns>How many messages were canceled.</returns>
    public int Cancel(string reason, DateTimeOffset now)
    {
        var canceled = 0;
        for (var i = 0; i < _messages.Length; i++)
        {
            if (_messages[i].State is MessageState.Pending)
            {
                _messages[i] = _messages[i] with { State = MessageState.Canceled, Reason = Cut(reason), UpdatedAt = now };
                canceled++;
            }
        }

        return canceled;
    }

    /// <summary>Applies a receipt. States never move backwards, so a repeated or late receipt changes nothing.</summary>
    /// <returns>Whether the message changed.</returns>
    public bool Apply(Receipt receipt)
    {
        if (receipt.Message.Index >= _messages.Length)
        {
            return false;
        }

        var message = _messages[receipt.Message.Index];
        if (!Advances(message.State, receipt.State))
        {
            return false;
        }

        _messages[receipt.Message.Index] = message with
        {
            State = receipt.State,
            ProviderId = message.ProviderId ?? receipt.ProviderId,
            Reason = receipt.State is MessageState.Failed ? Cut(receipt.Reason) : null,
            UpdatedAt = receipt.At > message.UpdatedAt ? receipt.At : message.UpdatedAt,
        };
        return true;
    }

    /// <summary>Whether a receipt of <paramref name="to"/> is news for a message in <paramref name="from"/>.</summary>
    public static bool Advances(MessageState from, MessageState to) => from switch
    {
        // Also what was skipped or canceled: an interrupted attempt is owed again, and a provider that reports it shows that it had left.
        MessageState.Pending or MessageState.Sending or MessageState.Unknown or MessageState.Skipped or MessageState.Canceled =>
            to is MessageState.Sent or MessageState.Delivered or MessageState.Read or MessageState.Failed,
        MessageState.Sent => to is MessageState.Delivered or MessageState.Read or MessageState.Failed,
        MessageState.Delivered => to is MessageState.Read,
        _ => false,
    };

    // Never between the halves of a character: half of one cannot be stored as UTF-8.
    private static string? Cut(string? reason) => reason is { Length: > ReasonLength }
        ? reason[..(char.IsHighSurrogate(reason[ReasonLength - 1]) ? ReasonLength - 1 : ReasonLength)]
        : reason;
}
