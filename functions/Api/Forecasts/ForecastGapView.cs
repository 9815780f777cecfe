using CampaignTasks.Domain.Forecasts;
using CampaignTasks.Domain.Time;

namespace CampaignTasks.Api.Forecasts;

/// <summary>An occurrence that passes without a run.</summary>
/// <param name="At">The time it would have had.</param>
/// <param name="Date">Its day in the schedule's zone, as in 2026-12-01; the month's last one where the month does not have the day.</param>
/// <param name="Reason">Why: `noSuchDay`, `dayOfRest`, `superseded`, `finishDate`, `missed`, `overlap` or `overdue`, and words.</param>
internal sealed record ForecastGapView(DateTimeOffset At, string Date, string Reason)
{
    public static ForecastGapView From(ForecastGap gap) => new(gap.At, LocalDates.Format(gap.Date), gap.Reason);
}
