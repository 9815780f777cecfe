using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Domain.Touches;

/// <summary>A message that a person was sent.</summary>
/// <param name="Message">The message.</param>
/// <param name="TaskId">Its task.</param>
/// <param name="Channel">Its channel.</param>
/// <param name="At">When it left.</param>
/// <param name="CreativeId">The creative it showed, where its task has several; null otherwise.</param>
public sealed record Touch(MessageId Message, string TaskId, ChannelKind Channel, DateTimeOffset At, string? CreativeId = null);
