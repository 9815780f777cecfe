namespace CampaignTasks.Domain.Forecasts;

/// <summary>What is expected of a task, if nothing fails and nobody intervenes.</summary>
/// <param name="Occurrences">The run under way and the occurrences to come, in order.</param>
/// <param name="Days">How many messages leave on each local day of the schedule's zone, in order; days without any are left out.</param>
/// <param name="LeftOut">Occurrences that will pass without a run, in order.</param>
/// <param name="IsComplete">Whether it reaches to the task's end; false where it was cut because there is more to come.</param>
public sealed record Forecast(
    IReadOnlyList<ForecastOccurrence> Occurrences,
    IReadOnlyList<ForecastDay> Days,
    IReadOnlyList<ForecastGap> LeftOut,
    bool IsComplete
);
