using CampaignTasks.Domain.Forecasts;

namespace CampaignTasks.Api.Forecasts;

/// <summary>The forecast of a task, if nothing fails and no one intervenes.</summary>
/// <param name="Occurrences">The run under way and those to come, in order.</param>
/// <param name="Days">How many messages leave on which local day of the schedule's zone; days without any are left out.</param>
/// <param name="LeftOut">Occurrences that will pass without a run, and why.</param>
/// <param name="IsComplete">Whether it reaches to the task's end; false when there is more to come.</param>
/// <param name="Partial">Whether it was cut short because it would take too much work: what is shown is right, and there is more.</param>
internal sealed record ForecastView(
    IReadOnlyList<ForecastOccurrenceView> Occurrences,
    IReadOnlyList<ForecastDayView> Days,
    IReadOnlyList<ForecastGapView> LeftOut,
    bool IsComplete,
    bool Partial
)
{
    public static ForecastView From(Forecast forecast) =>
        new(
            [.. forecast.Occurrences.Select(ForecastOccurrenceView.From)],
            [.. forecast.Days.Select(ForecastDayView.From)],
            [.. forecast.LeftOut.Select(ForecastGapView.From)],
            forecast.IsComplete,
            forecast.IsPartial
        );
}
