using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Domain.Ledger;

/// <summary>The number of messages by state. <c>sent</c> in the API includes delivered and read.</summary>
public readonly record struct MessageCounts(
    int Pending,
    int Sending,
    int Sent,
    int Delivered,
    int Read,
    int Failed,
    int Skipped,
    int Canceled,
    int Unknown
)
{
    /// <summary>All messages.</summary>
    public int Total => Pending + Sending + Sent + Delivered + Read + Failed + Skipped + Canceled + Unknown;

    /// <summary>Messages that the provider accepted and did not report as failed.</summary>
    public int Accepted => Sent + Delivered + Read;

    /// <summary>Messages without an outcome yet.</summary>
    public int Open => Pending + Sending;

    public static MessageCounts operator +(MessageCounts a, MessageCounts b) =>
        new(
            a.Pending + b.Pending,
            a.Sending + b.Sending,
            a.Sent + b.Sent,
            a.Delivered + b.Delivered,
            a.Read + b.Read,
            a.Failed + b.Failed,
            a.Skipped + b.Skipped,
            a.Canceled + b.Canceled,
            a.Unknown + b.Unknown
        );

    public static MessageCounts Add(MessageCounts left, MessageCounts right) => left + right;

    /// <summary>These counts with one more message in a state (or fewer, when <paramref name="by"/> is negative).</summary>
    public MessageCounts With(MessageState state, int by = 1) =>
        state switch
        {
            MessageState.Pending => this with { Pending = Pending + by },
            MessageState.Sending => this with { Sending = Sending + by },
            MessageState.Sent => this with { Sent = Sent + by },
            MessageState.Delivered => this with { Delivered = Delivered + by },
            MessageState.Read => this with { Read = Read + by },
            MessageState.Failed => this with { Failed = Failed + by },
            MessageState.Skipped => this with { Skipped = Skipped + by },
            MessageState.Canceled => this with { Canceled = Canceled + by },
            MessageState.Unknown => this with { Unknown = Unknown + by },
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };
}
