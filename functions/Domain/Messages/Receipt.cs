using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Domain.Messages;

/// <summary>A provider's later report about one message.</summary>
/// <param name="EventId">The provider's id of this report, or one derived from its content: the same report twice has the same id.</param>
/// <param name="Message">The message, decoded from the key or the callback address that the provider was given.</param>
/// <param name="State">One of Sent, Delivered, Read, Failed.</param>
/// <param name="ProviderId">The provider's id of the message, when the report names it.</param>
/// <param name="Reason">The provider's code and text for a failure.</param>
/// <param name="At">The provider's time of the event; otherwise the time of the report.</param>
public sealed record Receipt(string EventId, MessageId Message, MessageState State, string? ProviderId, string? Reason, DateTimeOffset At)
{
    /// <summary>What a failure says about the address for good; null when it is about this message only. Not kept with the page.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>The address as the provider writes it; null when the report does not name it. Not kept with the page.</summary>
    public string? Recipient { get; init; }
}
