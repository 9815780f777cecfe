namespace CampaignTasks.Domain.Forecasts;

/// <summary>The expected course of a task if nothing fails and no one intervenes.</summary>
/// <param name="Occurrences">The active run and the future occurrences, in order.</param>
/// <param name="Days">The number of messages that leave on each local day of the schedule's zone, in order; days without any are
/// omitted.</param>
/// <param name="LeftOut">Occurrences that will pass without a run, in order.</param>
/// <param name="IsComplete">Whether it reaches the task's end; false where it was cut short.</param>
public sealed record Forecast(
    IReadOnlyList<ForecastOccurrence> Occurrences,
    IReadOnlyList<ForecastDay> Days,
    IReadOnlyList<ForecastGap> LeftOut,
    bool IsComplete
)
{
    /// <summary>Whether it was cut short because it would take too much work.</summary>
    public bool IsPartial { get; init; }

    /// <summary>The steps that it took.</summary>
    public int Steps { get; init; }
}
