namespace CampaignTasks.Domain.Creatives;

/// <summary>Which creatives to list; null members do not filter.</summary>
/// <param name="Channel">For this channel.</param>
/// <param name="Name">Whose name contains this, ignoring case.</param>
public sealed record CreativeFilter(ChannelKind? Channel = null, string? Name = null)
{
    public bool Matches(SavedCreative creative) =>
        (Channel is null || Channel == creative.Channel)
        && (Name is null || creative.Name.Contains(Name, StringComparison.OrdinalIgnoreCase));
}
