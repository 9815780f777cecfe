namespace CampaignTasks.Domain.Creatives;

/// <summary>
/// A creative as a plan holds it. The content is held by value: what is sent does not change until the task is edited, and sending never
/// reads the saved creative.
/// </summary>
/// <param name="Content">The content.</param>
public sealed record PlannedCreative(Creative Content)
{
    /// <summary>The weight of a creative that has no other beside it.</summary>
    public const int DefaultWeight = 1;

    /// <summary>The saved creative that the content was taken from, and its version; null for content of the task's own.</summary>
    public CreativeVersion? Source { get; init; }

    /// <summary>Its share of the recipients is its weight divided by the sum of all weights.</summary>
    public int Weight { get; init; } = DefaultWeight;
}
