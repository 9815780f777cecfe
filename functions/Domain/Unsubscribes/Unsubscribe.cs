using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Domain.Unsubscribes;

/// <summary>A message after which its reader unsubscribed. It names no person: it stays when a contact is erased.</summary>
/// <param name="Message">The message.</param>
/// <param name="TaskId">Its task.</param>
/// <param name="CreativeId">The creative it showed, where its task has several; null otherwise.</param>
/// <param name="At">When the reader unsubscribed first.</param>
public sealed record Unsubscribe(MessageId Message, string TaskId, string? CreativeId, DateTimeOffset At);
