namespace CampaignTasks.Api.Audiences;

/// <summary>A period: from, and to, which itself does not count.</summary>
internal sealed record PeriodView(DateTimeOffset? From, DateTimeOffset? To);
