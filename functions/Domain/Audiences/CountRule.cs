namespace CampaignTasks.Domain.Audiences;

/// <summary>A condition on the number of successful orders in a period.</summary>
public sealed record CountRule(int? AtLeast = null, int? AtMost = null, string? From = null, string? To = null);
