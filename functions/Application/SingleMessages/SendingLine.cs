using CampaignTasks.Domain;
using CampaignTasks.Domain.SingleMessages;

namespace CampaignTasks.Application.SingleMessages;

/// <summary>The properties that the single messages of one batch have in common.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Account">The account that sends.</param>
/// <param name="Purpose">The purpose.</param>
/// <param name="SendAt">When to send them; null: at once.</param>
internal sealed record SendingLine(
    string TenantId,
    ChannelKind Channel,
    string Account,
    MessagePurpose Purpose,
    DateTimeOffset? SendAt = null
);
