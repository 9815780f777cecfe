namespace CampaignTasks.Api.Audiences;

/// <summary>A period from an instant, inclusive, to another, exclusive.</summary>
internal sealed record PeriodView(DateTimeOffset? From, DateTimeOffset? To);
