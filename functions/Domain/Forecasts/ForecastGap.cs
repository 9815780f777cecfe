using NodaTime;

namespace CampaignTasks.Domain.Forecasts;

/// <summary>An occurrence that passes without a run.</summary>
/// <param name="At">The time it would have had.</param>
/// <param name="Date">Its day in the schedule's zone; the month's last one where the month does not have the day.</param>
/// <param name="Reason">The reason, in words that begin with a code.</param>
public sealed record ForecastGap(DateTimeOffset At, LocalDate Date, string Reason);
