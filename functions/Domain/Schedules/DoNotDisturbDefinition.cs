using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;
using NodaTime;

namespace CampaignTasks.Domain.Schedules;

/// <summary>Days of rest, as callers give and read them.</summary>
/// <param name="Weekdays">Names of weekdays: monday to sunday.</param>
/// <param name="Dates">Single days, as in 2026-12-25.</param>
public sealed record DoNotDisturbDefinition(IReadOnlyList<string>? Weekdays = null, IReadOnlyList<string>? Dates = null)
{
    private const int MaxDates = 366;

    /// <summary>Creates the definition of existing days, for views and edits.</summary>
    public static DoNotDisturbDefinition From(DoNotDisturb rest) =>
        new(rest.Weekdays.ToNames(), [.. rest.Dates.Select(day => LocalDates.Format(day)!)]);

    /// <summary>Checks the definition and returns its valid days.</summary>
    internal DoNotDisturb Check(string field, DateTimeOffset now, ValidationErrors errors)
    {
        var weekdays = WeekdayNames.Check(Weekdays ?? [], $"{field}.weekdays", errors);
        if (weekdays is Schedules.Weekdays.All)
        {
            errors.Add(
                $"{field}.weekdays",
                "Every day of the week is a day of rest, so nothing would ever be sent: leave at least one out."
            );
        }

        return new DoNotDisturb { Weekdays = weekdays, Dates = CheckDates(Dates ?? [], $"{field}.dates", now, errors) };
    }

    private static List<LocalDate> CheckDates(IReadOnlyList<string> dates, string field, DateTimeOffset now, ValidationErrors errors)
    {
        if (dates.Count > MaxDates)
        {
            errors.Add(field, $"There are {dates.Count} dates: give at most {MaxDates}, and take weekdays for days that come every week.");
            return [];
        }

        List<LocalDate> days = [];
        for (var i = 0; i < dates.Count; i++)
        {
            if (!LocalDates.TryParse(dates[i], out var day))
            {
                errors.Add($"{field}[{i}]", LocalDates.Advice);
            }
            else if (ScheduleDefinition.IsFarAway(day, now))
            {
                errors.Add($"{field}[{i}]", "The date is more than ten years away: leave it out.");
            }
            else if (days.Contains(day))
            {
                errors.Add($"{field}[{i}]", $"The date {dates[i]} is given twice: give it once.");
            }

            days.Add(day);
        }

        return days;
    }
}
