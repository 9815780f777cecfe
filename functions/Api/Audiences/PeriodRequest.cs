namespace CampaignTasks.Api.Audiences;

/// <summary>A period of time.</summary>
/// <param name="From">The start, inclusive: a date, which means its beginning in UTC, or an instant; absent: no start.</param>
/// <param name="To">The end, exclusive: a date or an instant; absent: no end.</param>
internal sealed record PeriodRequest(string? From, string? To);
