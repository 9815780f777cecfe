using NodaTime;

namespace CampaignTasks.Domain.Schedules;

/// <summary>The days of a recurrence from an anchor on, without end: days of rest and the finish date are not its matter.</summary>
internal static class RecurrenceDays
{
    /// <summary>The days in order, the first not before <paramref name="from"/> nor before the anchor. Of a month without its day the last
    /// one, which does not exist.</summary>
    public static IEnumerable<(LocalDate Day, bool Exists)> Of(Recurrence recurrence, LocalDate anchor, LocalDate from)
    {
        from = LocalDate.Max(anchor, from);
        return recurrence switch
        {
            Recurrence.Daily daily => Daily(daily.Every, anchor, from),
            Recurrence.Weekly weekly => Weekly(weekly, anchor, from),
            Recurrence.Monthly monthly => Monthly(monthly.Day, from),
            _ => from == anchor ? [(anchor, true)] : [],
        };
    }

    private static IEnumerable<(LocalDate Day, bool Exists)> Daily(int every, LocalDate anchor, LocalDate from)
    {
        var over = Period.DaysBetween(anchor, from) % every;
        for (var day = over is 0 ? from : from.PlusDays(every - over); ; day = day.PlusDays(every))
        {
            yield return (day, true);
        }
    }

    private static IEnumerable<(LocalDate Day, bool Exists)> Weekly(Recurrence.Weekly weekly, LocalDate anchor, LocalDate from)
    {
        var week = MondayOf(anchor);
        var weeks = Period.DaysBetween(week, from) / 7 / weekly.Every * weekly.Every;
        for (week = week.PlusWeeks(weeks); ; week = week.PlusWeeks(weekly.Every))
        {
            for (var day = week; day < week.PlusDays(7); day = day.PlusDays(1))
            {
                if (day >= from && weekly.On.Includes(day.DayOfWeek))
                {
                    yield return (day, true);
                }
            }
        }
    }

    private static IEnumerable<(LocalDate Day, bool Exists)> Monthly(int day, LocalDate from)
    {
        for (var month = from.ToYearMonth(); ; month = month.PlusMonths(1))
        {
            var last = month.ToDateInterval().End;
            var planned = day <= last.Day ? new LocalDate(last.Year, last.Month, day) : last;
            if (planned >= from)
            {
                yield return (planned, day <= last.Day);
            }
        }
    }

    private static LocalDate MondayOf(LocalDate day) => day.PlusDays(IsoDayOfWeek.Monday - day.DayOfWeek);
}
