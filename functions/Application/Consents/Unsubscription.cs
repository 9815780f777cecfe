using CampaignTasks.Domain;

namespace CampaignTasks.Application.Consents;

/// <summary>Who unsubscribes from what.</summary>
/// <param name="TenantId">The company.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Address">The address the message went to.</param>
/// <param name="ContactId">The contact; null for an address that led to none.</param>
/// <param name="TaskId">The task whose message it was.</param>
internal sealed record Unsubscription(string TenantId, ChannelKind Channel, string Address, string? ContactId, string TaskId);
