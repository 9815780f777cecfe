namespace CampaignTasks.Domain.Suppressions;

/// <summary>An entry of a tenant's list of suppressions.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Address">The normalized address.</param>
/// <param name="Suppression">Why nothing is sent to it.</param>
public sealed record SuppressedAddress(ChannelKind Channel, string Address, Suppression Suppression);
