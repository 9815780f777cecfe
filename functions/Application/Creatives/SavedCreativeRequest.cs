using CampaignTasks.Domain;

namespace CampaignTasks.Application.Creatives;

/// <summary>
/// A creative to be saved, or a change of one. Of a change, absent fields stay, and what is given replaces the whole field.
/// </summary>
public sealed record SavedCreativeRequest : CreativeRequest
{
    /// <summary>1 to 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>The channel that it is for. It cannot change.</summary>
    public ChannelKind? Channel { get; init; }
}
