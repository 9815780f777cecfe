using CampaignTasks.Domain;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Consents;

/// <summary>The content of an unsubscribe link.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Address">The address the message went to.</param>
/// <param name="ContactId">The contact; null for an address without one.</param>
/// <param name="TaskId">The task that sent the message.</param>
/// <param name="Message">The message; null in links that were written before they named it.</param>
internal sealed record Unsubscription(
    string TenantId,
    ChannelKind Channel,
    string Address,
    string? ContactId,
    string TaskId,
    MessageId? Message = null
);
