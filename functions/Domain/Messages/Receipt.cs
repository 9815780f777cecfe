namespace CampaignTasks.Domain.Messages;

/// <summary>What a provider later reports about one message.</summary>
/// <param name="EventId">The provider's id of this report, or one derived from what it says: the same report twice has the same id.</param>
/// <param name="Message">The message, decoded from the key or the callback address we gave the provider.</param>
/// <param name="State">One of Sent, Delivered, Read, Failed.</param>
/// <param name="ProviderId">The provider's id of the message, when the report names it.</param>
/// <param name="Reason">The provider's code and words for a failure.</param>
/// <param name="At">When the provider says it happened; else when it was reported.</param>
public sealed record Receipt(string EventId, MessageId Message, MessageState State, string? ProviderId, string? Reason, DateTimeOffset At);
