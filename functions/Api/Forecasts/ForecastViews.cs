using CampaignTasks.Domain.Forecasts;

namespace CampaignTasks.Api.Forecasts;

/// <summary>What is expected of a task, if nothing fails and nobody intervenes.</summary>
/// <param name="Occurrences">The run under way and those to come, in order.</param>
/// <param name="Days">How many messages leave on which local day of the schedule's zone; days without any are left out.</param>
/// <param name="LeftOut">Occurrences that will pass without a run, and why.</param>
/// <param name="IsComplete">Whether it reaches to the task's end; false when there is more to come.</param>
internal sealed record ForecastView(
    IReadOnlyList<ForecastOccurrenceView> Occurrences, IReadOnlyList<ForecastDayView> Days, IReadOnlyList<ForecastGapView> LeftOut, bool IsComplete)
{
    public static ForecastView Of(Forecast forecast) => new(
        [.. forecast.Occurrences.Select(ForecastOccurrenceView.Of)],
        [.. forecast.Days.Select(ForecastDayView.Of)],
        [.. forecast.LeftOut.Select(gap => new ForecastGapView(gap.At, gap.Reason))],
        forecast.IsComplete);
}

/// <summary>One run.</summary>
/// <param name="At">The planned instant.</param>
/// <param name="ExpectedStart">When its first message from now on leaves; null when none does.</param>
/// <param name="ExpectedEnd">When its last message leaves; null when none does, or the forecast does not reach so far.</param>
/// <param name="Messages">How many messages leave, from now on.</param>
/// <param name="Unsent">How many will not: their last allowed day ends first, or no account can send them.</param>
/// <param name="BoundBy">What holds it up most: `none`, `window`, `pause`, `rate`, `dailyLimit`, `otherTasks`, `accounts` or `paused`.</param>
internal sealed record ForecastOccurrenceView(
    DateTimeOffset At, DateTimeOffset? ExpectedStart, DateTimeOffset? ExpectedEnd, int Messages, int Unsent, ForecastBound BoundBy)
{
    public static ForecastOccurrenceView Of(ForecastOccurrence run) => new(run.At, run.ExpectedStart, run.ExpectedEnd, run.Messages, run.Unsent, run.BoundBy);
}

/// <summary>The messages of one local day.</summary>
/// <param name="Date">The day, as in 2026-12-01.</param>
/// <param name="Messages">How many leave.</param>
internal sealed record ForecastDayView(string Date, int Messages)
{
    public static ForecastDayView Of(ForecastDay day) => new(day.Date.ToString("uuuu'-'MM'-'dd", System.Globalization.CultureInfo.InvariantCulture), day.Messages);
}

/// <summary>An occurrence that passes without a run.</summary>
/// <param name="At">Its planned instant.</param>
/// <param name="Reason">Why.</param>
internal sealed record ForecastGapView(DateTimeOffset At, string Reason);

/// <summary>What would become of a task that is not stored.</summary>
/// <param name="Forecast">What is expected of it.</param>
/// <param name="Messages">When each message of its first run leaves, in that order; null for more than 10,000 recipients.</param>
internal sealed record DryRunView(ForecastView Forecast, IReadOnlyList<DryRunMessageView>? Messages);

/// <summary>One message of a dry run.</summary>
/// <param name="Address">The address.</param>
/// <param name="At">The minute in which it leaves.</param>
/// <param name="Account">The account it leaves through.</param>
internal sealed record DryRunMessageView(string Address, DateTimeOffset At, string Account);
