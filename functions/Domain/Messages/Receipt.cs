using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Domain.Messages;

/// <summary>A provider's later report about one message.</summary>
/// <param name="Message">The message, decoded from the key or the callback address that the provider was given.</param>
/// <param name="State">One of Sent, Delivered, Read, Failed.</param>
/// <param name="ProviderId">The provider's id of the message, when the report names it.</param>
/// <param name="Reason">The provider's code and text for a failure.</param>
/// <param name="At">The provider's time of the event; otherwise the time of the report.</param>
public sealed record Receipt(MessageId Message, MessageState State, string? ProviderId, string? Reason, DateTimeOffset At)
{
    // A report may be about what happened before the run was opened, and the clocks of providers may be ahead.
    private static readonly TimeSpan Before = TimeSpan.FromDays(1);
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <summary>What a failure says about the address for good; null when it is about this message only. Not kept with the page.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>The address as the provider writes it; null when the report does not name it. Not kept with the page.</summary>
    public string? Recipient { get; init; }

    /// <summary>
    /// Returns the receipt with a time that is possible: from a day before the message was created to five minutes from now. The clocks of
    /// providers, and what forged reports claim, reach no further.
    /// </summary>
    public Receipt WithPossibleTime(DateTimeOffset createdAt, DateTimeOffset now)
    {
        var (earliest, latest) = (createdAt - Before, now + Ahead);
        return At < earliest ? this with { At = earliest }
            : At > latest ? this with { At = latest }
            : this;
    }
}
