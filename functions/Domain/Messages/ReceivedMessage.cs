namespace CampaignTasks.Domain.Messages;

/// <summary>A message that a person wrote to an account.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Person">Who wrote: the contact, or a hash of an address without one.</param>
/// <param name="Id">The id, the same for a call of the provider that is repeated.</param>
/// <param name="AccountId">The account that got it.</param>
/// <param name="Channel">Its channel.</param>
/// <param name="ContactId">The contact; null for an address that leads to none.</param>
/// <param name="From">The address it came from, as the provider writes it.</param>
/// <param name="Text">The text, at most <see cref="LongestText"/> characters of it.</param>
/// <param name="ReceivedAt">When it was first received.</param>
public sealed record ReceivedMessage(
    string TenantId,
    string Person,
    string Id,
    string AccountId,
    ChannelKind Channel,
    string? ContactId,
    string From,
    string Text,
    DateTimeOffset ReceivedAt
)
{
    /// <summary>The most characters of a text that are kept: several times what messengers carry.</summary>
    public const int LongestText = 20_000;
}
