using System.Globalization;
using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;
using NodaTime;

namespace CampaignTasks.Domain.Schedules;

/// <summary>The schedule of a task, as callers give and read it.</summary>
public sealed record ScheduleDefinition
{
    private const int MaxYearsAway = 10;

    private static readonly TimeSpan ShortestLatestStart = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestLatestStart = TimeSpan.FromDays(30);

    /// <summary>The instant of the first occurrence, as in 2026-12-01T09:00:00Z; excludes startDate. Without either: at once.</summary>
    public string? StartAt { get; init; }

    /// <summary>The local day on which the task begins, as in 2026-12-01.</summary>
    public string? StartDate { get; init; }

    /// <summary>The last local day on which anything is sent.</summary>
    public string? FinishDate { get; init; }

    /// <summary>The zone of local dates and times: an IANA id (default UTC), or `recipient` for each recipient's own.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The times of a day in which messages are sent, in order; absent or empty: all day.</summary>
    public IReadOnlyList<WindowDefinition>? Windows { get; init; }

    /// <summary>The days on which nothing is sent.</summary>
    public DoNotDisturbDefinition? DoNotDisturb { get; init; }

    /// <summary>The repetition; absent: once.</summary>
    public RecurrenceDefinition? Recurrence { get; init; }

    /// <summary>The longest delay with which an occurrence may begin, as in PT24H (the default): PT1M to P30D.</summary>
    public string? LatestStart { get; init; }

    /// <summary>Creates the complete definition of an existing schedule, for views and edits.</summary>
    public static ScheduleDefinition From(Schedule schedule) =>
        new()
        {
            StartAt = schedule.StartAt?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
            StartDate = LocalDates.Format(schedule.StartDate),
            FinishDate = LocalDates.Format(schedule.FinishDate),
            TimeZone = schedule.TimeZone,
            Windows = [.. schedule.Windows.Select(WindowDefinition.FromWindow)],
            DoNotDisturb = DoNotDisturbDefinition.From(schedule.DoNotDisturb),
            Recurrence = RecurrenceDefinition.From(schedule.Recurrence),
            LatestStart = IsoDuration.Format(schedule.LatestStart),
        };

    /// <summary>The schedule that stands for it; null when anything is wrong.</summary>
    /// <param name="now">The time to hold it against.</param>
    /// <param name="field">The path of the schedule object.</param>
    /// <param name="errors">Gets what is wrong.</param>
    /// <param name="edited">The schedule this one replaces: what has passed may stay as it is. Null for a new task.</param>
    public Schedule? Check(DateTimeOffset now, string field, ValidationErrors errors, Schedule? edited = null)
    {
        var before = errors.Count;
        var zone = CheckZone($"{field}.timeZone", errors);
        var rest = (DoNotDisturb ?? new()).Check($"{field}.doNotDisturb", now, errors);
        var schedule = new Schedule(CheckStartAt(now, $"{field}.startAt", errors))
        {
            StartDate = CheckDate(StartDate, now, $"{field}.startDate", errors),
            FinishDate = CheckDate(FinishDate, now, $"{field}.finishDate", errors),
            TimeZone = zone ?? "UTC",
            Windows = WindowDefinition.Check(Windows ?? [], $"{field}.windows", errors),
            DoNotDisturb = rest,
            Recurrence = (Recurrence ?? new("once")).Check(rest, $"{field}.recurrence", errors),
            LatestStart = CheckLatestStart($"{field}.latestStart", errors),
        };
        if (zone is not null && errors.Count == before && schedule != edited)
        {
            new ScheduleValidator(schedule, edited, now, field, errors).Check();
        }

        return errors.Count == before ? schedule : null;
    }

    /// <summary>Checks whether a day is more than ten years away.</summary>
    internal static bool IsFarAway(LocalDate day, DateTimeOffset now) =>
        Math.Abs(Period.DaysBetween(LocalDate.FromDateTime(now.UtcDateTime), day)) > MaxYearsAway * 366;

    private string? CheckZone(string field, ValidationErrors errors)
    {
        if (TimeZone is null or Schedule.RecipientsZone || Zones.TryGet(TimeZone, out _))
        {
            return TimeZone ?? "UTC";
        }

        errors.Add(field, $"There is no time zone of this name: {ZoneNames.Advice(TimeZone)}");
        return null;
    }

    private DateTimeOffset? CheckStartAt(DateTimeOffset now, string field, ValidationErrors errors)
    {
        if (StartAt is null)
        {
            return null;
        }

        if (!Instants.TryParse(StartAt, out var startAt))
        {
            errors.Add(field, "The start is not an instant: write date, time and offset, as in 2026-12-01T09:00:00Z.");
        }
        else if (startAt - now > TimeSpan.FromDays(MaxYearsAway * 366))
        {
            errors.Add(field, "The start is more than ten years away: give an earlier one.");
        }

        return startAt;
    }

    private static LocalDate? CheckDate(string? text, DateTimeOffset now, string field, ValidationErrors errors)
    {
        if (text is null)
        {
            return null;
        }

        if (!LocalDates.TryParse(text, out var day))
        {
            errors.Add(field, LocalDates.Advice);
        }
        else if (IsFarAway(day, now))
        {
            errors.Add(field, "The date is more than ten years away: give one that is nearer.");
        }

        return day;
    }

    private TimeSpan CheckLatestStart(string field, ValidationErrors errors)
    {
        if (LatestStart is null)
        {
            return Schedule.DefaultLatestStart;
        }

        if (!IsoDuration.TryParse(LatestStart, out var latest))
        {
            errors.Add(field, "The latest start is not an ISO 8601 duration: write it like PT24H (a day) or PT30M.");
        }
        else if (latest < ShortestLatestStart || latest > LongestLatestStart)
        {
            errors.Add(field, "The latest start is out of range: give PT1M to P30D, or leave it out for PT24H.");
        }

        return latest;
    }
}
