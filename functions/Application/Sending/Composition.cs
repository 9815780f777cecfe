using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Sending;

/// <summary>A message that is composed for its recipient, or why there is none.</summary>
/// <param name="Message">The message; null when there is none that could be sent to this recipient, now or later.</param>
/// <param name="Refusal">Why there is none; null when there is one.</param>
/// <param name="Bytes">The bytes of the message.</param>
internal readonly record struct Composition(OutgoingMessage? Message, SendOutcome.Rejected? Refusal, int Bytes);
