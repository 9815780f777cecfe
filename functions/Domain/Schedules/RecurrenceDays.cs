using NodaTime;

namespace CampaignTasks.Domain.Schedules;

/// <summary>The endless days of a recurrence from an anchor on, regardless of do-not-disturb days and the finish date.</summary>
internal static class RecurrenceDays
{
    /// <summary>
    /// Enumerates the days in order, the first not before <paramref name="from"/> nor before the anchor. A month without the day yields its
    /// last day as one that does not exist.
    /// </summary>
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

    private static IEnumerable<(LocalDate Day, bool Exists)> Monthly(MonthDay day, LocalDate from)
    {
        for (var month = from.ToYearMonth(); ; month = month.PlusMonths(1))
        {
            var last = month.ToDateInterval().End;
            var planned = new LocalDate(last.Year, last.Month, day.In(last.Day));
            if (planned >= from)
            {
                yield return (planned, day.IsIn(last.Day));
            }
        }
    }

    private static LocalDate MondayOf(LocalDate day) => day.PlusDays(IsoDayOfWeek.Monday - day.DayOfWeek);
}
