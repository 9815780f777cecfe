namespace CampaignTasks.Application.Creatives;

/// <summary>One of several creatives of a task.</summary>
/// <param name="CreativeId">The saved creative.</param>
/// <param name="Weight">1 to 1000: its share of the recipients is the weight divided by the sum of all weights.</param>
public sealed record CreativeShareRequest(string? CreativeId, int? Weight);
