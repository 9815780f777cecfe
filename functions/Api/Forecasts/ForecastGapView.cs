namespace CampaignTasks.Api.Forecasts;

/// <summary>An occurrence that passes without a run.</summary>
/// <param name="At">Its planned instant.</param>
/// <param name="Reason">Why.</param>
internal sealed record ForecastGapView(DateTimeOffset At, string Reason);
