using CampaignTasks.Domain;
using CampaignTasks.Domain.Suppressions;

namespace CampaignTasks.Application.Suppressions;

/// <summary>An address to which nothing is to be sent on a channel.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Address">The address, in any form that contacts may have it in.</param>
/// <param name="Reason">Absent: `manual`. A list that is moved here from a provider may give the provider's reason.</param>
public sealed record SuppressionRequest(ChannelKind? Channel, string? Address, SuppressionReason? Reason);
