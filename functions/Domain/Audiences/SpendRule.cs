namespace CampaignTasks.Domain.Audiences;

/// <summary>The sum of successful orders in a period, of one currency.</summary>
public sealed record SpendRule(
    decimal? AtLeast = null,
    decimal? AtMost = null,
    string? Currency = null,
    string? From = null,
    string? To = null
);
