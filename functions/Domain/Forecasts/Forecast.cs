using System.Text.Json.Serialization;
using NodaTime;

namespace CampaignTasks.Domain.Forecasts;

/// <summary>What is expected of a task, if nothing fails and nobody intervenes.</summary>
/// <param name="Occurrences">The run under way and the occurrences to come, in order.</param>
/// <param name="Days">How many messages leave on each local day of the schedule's zone, in order; days without any are left out.</param>
/// <param name="LeftOut">Occurrences that will pass without a run, in order.</param>
/// <param name="IsComplete">Whether it reaches to the task's end; false where it was cut because there is more to come.</param>
public sealed record Forecast(
    IReadOnlyList<ForecastOccurrence> Occurrences, IReadOnlyList<ForecastDay> Days, IReadOnlyList<ForecastGap> LeftOut, bool IsComplete);

/// <summary>One run of a forecast.</summary>
/// <param name="At">The planned instant.</param>
/// <param name="ExpectedStart">When its first (or next) message leaves; null when none does.</param>
/// <param name="ExpectedEnd">When its last message leaves; null when none does, or the forecast was cut before.</param>
/// <param name="Messages">How many messages leave, from now on.</param>
/// <param name="Unsent">How many will not leave: their last allowed day ends first, or no account can send them.</param>
/// <param name="BoundBy">What holds it up most.</param>
public sealed record ForecastOccurrence(
    DateTimeOffset At, DateTimeOffset? ExpectedStart, DateTimeOffset? ExpectedEnd, int Messages, int Unsent, ForecastBound BoundBy);

/// <summary>The messages of one local day.</summary>
public sealed record ForecastDay(LocalDate Date, int Messages);

/// <summary>An occurrence that passes without a run, and why.</summary>
public sealed record ForecastGap(DateTimeOffset At, string Reason);

/// <summary>What makes a run last as long as it does.</summary>
[JsonConverter(typeof(WireName<ForecastBound>))]
public enum ForecastBound
{
    /// <summary>Nothing but the speed of sending.</summary>
    None,

    /// <summary>The hours and days in which messages may leave.</summary>
    Window,

    /// <summary>The pause between messages.</summary>
    Pause,

    /// <summary>The rate per second.</summary>
    Rate,

    /// <summary>A daily limit.</summary>
    DailyLimit,

    /// <summary>Slots that other tasks take on the same account.</summary>
    OtherTasks,

    /// <summary>No account can send: all are stopped or gone.</summary>
    Accounts,

    /// <summary>The task is paused: what is forecast begins when it is resumed.</summary>
    Paused,
}

/// <summary>When one message is planned to leave.</summary>
/// <param name="Lane">Its lane.</param>
/// <param name="Part">Which part of the lane's load it is of, from 0.</param>
/// <param name="Index">Its place in that part, from 0.</param>
/// <param name="Account">The account it leaves through.</param>
/// <param name="At">When.</param>
public readonly record struct PlannedMessage(int Lane, int Part, int Index, string Account, DateTimeOffset At);
