using CampaignTasks.Domain.Forecasts;
using CampaignTasks.Domain.Time;

namespace CampaignTasks.Api.Forecasts;

/// <summary>The messages of one local day.</summary>
/// <param name="Date">The day, as in 2026-12-01.</param>
/// <param name="Messages">How many leave.</param>
internal sealed record ForecastDayView(string Date, int Messages)
{
    public static ForecastDayView From(ForecastDay day) => new(LocalDates.Format(day.Date), day.Messages);
}
