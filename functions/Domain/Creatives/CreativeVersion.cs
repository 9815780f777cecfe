namespace CampaignTasks.Domain.Creatives;

/// <summary>One version of a saved creative.</summary>
/// <param name="Id">The creative.</param>
/// <param name="Number">The number of its content, from 1.</param>
public sealed record CreativeVersion(string Id, int Number);
