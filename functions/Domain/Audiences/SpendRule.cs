namespace CampaignTasks.Domain.Audiences;

/// <summary>A condition on the sum of successful orders of one currency in a period.</summary>
public sealed record SpendRule(
    decimal? AtLeast = null,
    decimal? AtMost = null,
    string? Currency = null,
    string? From = null,
    string? To = null
);
