namespace CampaignTasks.Domain.Forecasts;

/// <summary>An occurrence that passes without a run, and why.</summary>
public sealed record ForecastGap(DateTimeOffset At, string Reason);
