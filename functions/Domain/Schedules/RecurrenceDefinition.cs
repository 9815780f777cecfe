using System.Text.Json.Serialization;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Schedules;

/// <summary>The repetition of a task, as callers give and read it.</summary>
/// <param name="Kind">One of once, daily, weekly, monthly.</param>
/// <param name="Every">daily: every so many days (1 to 365); weekly: every so many weeks (1 to 52). Absent: every one.</param>
/// <param name="On">weekly: names of weekdays.</param>
/// <param name="Day">monthly: the day of the month, 1 to 31 (a month without it is left out), or "last".</param>
public sealed record RecurrenceDefinition(
    string? Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Every = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? On = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] MonthDay? Day = null
)
{
    /// <summary>Creates the definition of an existing recurrence, for views and edits.</summary>
    public static RecurrenceDefinition From(Recurrence recurrence) =>
        recurrence switch
        {
            Recurrence.Daily daily => new("daily", Every: daily.Every),
            Recurrence.Weekly weekly => new("weekly", Every: weekly.Every, On: weekly.On.ToNames()),
            Recurrence.Monthly monthly => new("monthly", Day: monthly.Day),
            _ => new("once"),
        };

    /// <summary>The recurrence that stands for it, or once beside the errors.</summary>
    internal Recurrence Check(DoNotDisturb rest, string field, ValidationErrors errors)
    {
        RefuseForeignFields(field, errors);
        switch (Kind)
        {
            case "once":
                return new Recurrence.Once();
            case "daily":
                return new Recurrence.Daily(CheckNumber(Every ?? 1, 365, "days", $"{field}.every", errors));
            case "weekly":
                return new Recurrence.Weekly(
                    CheckNumber(Every ?? 1, 52, "weeks", $"{field}.every", errors),
                    CheckOn(rest, $"{field}.on", errors)
                );
            case "monthly":
                return new Recurrence.Monthly(CheckDay($"{field}.day", errors));
            default:
                errors.Add(
                    $"{field}.kind",
                    $"The kind of recurrence is {(Kind is null ? "missing" : "none of ours")}: give once, daily, weekly or monthly."
                );
                return new Recurrence.Once();
        }
    }

    private void RefuseForeignFields(string field, ValidationErrors errors)
    {
        if (Every is not null && Kind is "once" or "monthly")
        {
            errors.Add($"{field}.every", $"A recurrence of kind {Kind} has no every: leave it out, or give the kind daily or weekly.");
        }

        if (On is not null && Kind is "once" or "daily" or "monthly")
        {
            errors.Add($"{field}.on", $"A recurrence of kind {Kind} has no weekdays: leave on out, or give the kind weekly.");
        }

        if (Day is not null && Kind is "once" or "daily" or "weekly")
        {
            errors.Add($"{field}.day", $"A recurrence of kind {Kind} has no day of the month: leave day out, or give the kind monthly.");
        }
    }

    private static int CheckNumber(int number, int most, string what, string field, ValidationErrors errors)
    {
        if (number < 1 || number > most)
        {
            errors.Add(field, $"The number of {what} is out of range: give 1 to {most}.");
        }

        return number;
    }

    private MonthDay CheckDay(string field, ValidationErrors errors)
    {
        if (Day is not { Number: >= 0 and <= 31 })
        {
            errors.Add(field, $"The day of the month is {(Day is null ? "missing" : "out of range")}: give 1 to 31, or \"last\".");
        }

        return Day ?? MonthDay.Last;
    }

    private Weekdays CheckOn(DoNotDisturb rest, string field, ValidationErrors errors)
    {
        if (On is null or [])
        {
            errors.Add(field, "The weekdays are missing: name at least one, as in [\"tuesday\"].");
            return Weekdays.None;
        }

        for (var i = 0; i < On.Count; i++)
        {
            if (WeekdaySets.TryParse(On[i], out var day) && (rest.Weekdays & day) is not Weekdays.None)
            {
                errors.Add(
                    $"{field}[{i}]",
                    $"The task would run on {On[i]}, which doNotDisturb.weekdays makes a day of rest: take it out of one of the two."
                );
            }
        }

        return WeekdayNames.Check(On, field, errors);
    }
}
