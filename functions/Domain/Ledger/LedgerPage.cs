using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Ledger;

/// <summary>
/// Up to <see cref="Capacity"/> messages that are claimed, sent and settled with one small write each. A page is changed by one claim at a
/// time: a sender that finds another <see cref="ClaimId"/> than its own has lost the page. Not thread-safe.
/// </summary>
public sealed partial class LedgerPage
{
    /// <summary>The number of messages on a full page.</summary>
    public const int Capacity = 250;

    /// <summary>The longest reason kept; longer ones are cut.</summary>
    public const int ReasonLength = 200;

    private readonly LedgerMessage[] _messages;

    public LedgerPage(
        int number,
        IEnumerable<LedgerMessage> messages,
        string? claimId = null,
        string? etag = null,
        string? zone = null,
        int interruptions = 0
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        Number = number;
        _messages = [.. messages];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_messages.Length, Capacity, nameof(messages));
        ClaimId = claimId;
        ETag = etag;
        Zone = zone;
        Interruptions = interruptions;
    }

    /// <summary>The page's number in the run, from 0.</summary>
    public int Number { get; }

    /// <summary>
    /// The IANA zone all its recipients live in, when the schedule holds in each recipient's own; null when it holds in one for all.
    /// </summary>
    public string? Zone { get; }

    /// <summary>The claim that may settle the messages that are <see cref="MessageState.Sending"/>; null when there is none.</summary>
    public string? ClaimId { get; private set; }

    /// <summary>The stored version, for conditional updates; null before the first save.</summary>
    public string? ETag { get; set; }

    public IReadOnlyList<LedgerMessage> Messages => _messages;

    /// <summary>True when an address of it changed since it was read: its recipients are to be stored with its states.</summary>
    public bool HasNewAddresses { get; private set; }

    /// <summary>The number of messages by state.</summary>
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

    /// <summary>Lists the places of pending messages from one on, in order.</summary>
    public IEnumerable<int> PendingIndexes(int from) =>
        Enumerable.Range(from, Math.Max(0, _messages.Length - from)).Where(i => _messages[i].State is MessageState.Pending);

    /// <summary>Counts the messages that <see cref="Claim"/> would claim.</summary>
    public int Claimable(string account, int from, int most) =>
        Math.Min(most, PendingIndexes(from).Count(i => _messages[i].IsPendingFor(account)));

    /// <summary>
    /// Claims up to <paramref name="most"/> pending messages from a place on, in order, for one sender and account; those that may have
    /// been sent only for the account that tried. Save the page before the first request leaves.
    /// </summary>
    /// <param name="claimId">The claim.</param>
    /// <param name="account">The account.</param>
    /// <param name="from">The first place.</param>
    /// <param name="most">The most messages.</param>
    /// <param name="now">The time of the claim.</param>
    /// <param name="creativeOf">
    /// Chooses among several creatives of the task, to be recorded with the message; null where there is one. What may have been sent
    /// keeps its creative.
    /// </param>
    /// <returns>The places claimed; empty when nothing is pending from there on.</returns>
    public IReadOnlyList<int> Claim(
        string claimId,
        string account,
        int from,
        int most,
        DateTimeOffset now,
        Func<LedgerMessage, CreativeVersion?>? creativeOf = null
    )
    {
        List<int> claimed = [];
        for (var i = from; i < _messages.Length && claimed.Count < most; i++)
        {
            if (_messages[i].IsPendingFor(account))
            {
                var message = _messages[i];
                _messages[i] = message with
                {
                    State = MessageState.Sending,
                    Account = account,
                    UpdatedAt = now,
                    Creative = message.MayHaveBeenSent ? message.Creative : creativeOf?.Invoke(message),
                };
                claimed.Add(i);
            }
        }

        ClaimId = claimed.Count > 0 ? claimId : ClaimId;
        return claimed;
    }

    /// <summary>Releases claimed messages for which no request was made: they are pending as before.</summary>
    public void Unclaim(DateTimeOffset now)
    {
        for (var i = 0; i < _messages.Length; i++)
        {
            if (_messages[i].State is MessageState.Sending)
            {
                _messages[i] = _messages[i] with { State = MessageState.Pending, UpdatedAt = now };
            }
        }

        ClaimId = null;
    }

    /// <summary>Records the outcome of a claimed message. A receipt that came first is not undone.</summary>
    /// <param name="index">Its place.</param>
    /// <param name="state">Its new state.</param>
    /// <param name="attempts">Attempts that counted, this one included.</param>
    /// <param name="providerId">The provider's id, when it gave one.</param>
    /// <param name="reason">The reason when it is not sent.</param>
    /// <param name="now">The time of the settlement.</param>
    /// <param name="mayHaveBeenSent">Whether the attempt may have been accepted although no answer came. True stays true.</param>
    /// <param name="movedTo">The address the attempt went to, where it is another than the message's; null keeps that.</param>
    public void Settle(
        int index,
        MessageState state,
        int attempts,
        string? providerId,
        string? reason,
        DateTimeOffset now,
        bool mayHaveBeenSent = false,
        string? movedTo = null
    )
    {
        var message = _messages[index] with { Attempts = attempts, ProviderId = providerId ?? _messages[index].ProviderId };
        _messages[index] =
            message.State is MessageState.Sending
                ? message with
                {
                    State = state,
                    Reason = Cut(reason),
                    MayHaveBeenSent = message.MayHaveBeenSent || mayHaveBeenSent,
                    UpdatedAt = now,
                }
                : message;
        if (movedTo is not null && !message.IsErased)
        {
            _messages[index] = _messages[index] with { Address = movedTo };
            HasNewAddresses = true;
        }

        Interruptions = 0;
    }

    /// <summary>Ends the claim.</summary>
    public void Release() => ClaimId = null;

    /// <summary>Cancels all pending messages, because the run ends before they are sent.</summary>
    /// <returns>The number of messages canceled.</returns>
    public int Cancel(string reason, DateTimeOffset now) => End(MessageState.Canceled, PendingIndexes(0), reason, now);

    /// <summary>Ends pending messages that are not to be sent any more. One that may have been sent ends unknown.</summary>
    /// <param name="state">The state of the others: <see cref="MessageState.Canceled"/> or <see cref="MessageState.Skipped"/>.</param>
    /// <param name="places">Their places; those that are not pending stay as they are.</param>
    /// <param name="reason">The reason.</param>
    /// <param name="now">The time of the change.</param>
    /// <returns>The number of messages ended.</returns>
    public int End(MessageState state, IEnumerable<int> places, string reason, DateTimeOffset now)
    {
        var ended = 0;
        foreach (var i in places.ToList().Where(i => _messages[i].State is MessageState.Pending))
        {
            _messages[i] = _messages[i].MayHaveBeenSent
                ? _messages[i] with
                {
                    State = MessageState.Unknown,
                    Reason = Cut($"{reason}: an attempt before may have left"),
                    UpdatedAt = now,
                }
                : _messages[i] with
                {
                    State = state,
                    Reason = Cut(reason),
                    UpdatedAt = now,
                };
            ended++;
        }

        return ended;
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
        if (!MessageProgress.Advances(message.State, receipt.State))
        {
            return false;
        }

        _messages[receipt.Message.Index] = message with
        {
            State = receipt.State,
            ProviderId = message.ProviderId ?? receipt.ProviderId,
            // A provider's words may repeat the address.
            Reason = receipt.State is MessageState.Failed ? Cut(message.IsErased ? "failed" : receipt.Reason) : ReasonOfSent(message),
            UpdatedAt = receipt.At > message.UpdatedAt ? receipt.At : message.UpdatedAt,
        };
        return true;
    }

    // What is said about a message that was sent stays with it; why it was not sent is over.
    private static string? ReasonOfSent(LedgerMessage message) =>
        message.State is MessageState.Sent or MessageState.Delivered ? message.Reason : null;

    private static string? Cut(string? reason) => reason is null ? null : TextRules.Truncate(reason, ReasonLength);
}
