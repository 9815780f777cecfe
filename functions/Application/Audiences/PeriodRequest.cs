namespace CampaignTasks.Application.Audiences;

/// <summary>A period of time.</summary>
/// <param name="From">A date, which stands for its beginning in UTC, or an instant; absent: from the beginning.</param>
/// <param name="To">A date or an instant, which itself does not count; absent: to the end.</param>
public sealed record PeriodRequest(string? From, string? To);
