using CampaignTasks.Domain.Schedules;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CampaignTasks.Domain.Tests.Schedules;

/// <summary>A schedule and a whole minute to ask about, most often near a change of the zone's clock.</summary>
public sealed record ScheduleCase(Schedule Schedule, DateTimeOffset At)
{
    internal DateTimeZone Zone => DateTimeZoneProviders.Tzdb[Schedule.TimeZone];

    public override string ToString() =>
        $"at {At:u}: {System.Text.Json.JsonSerializer.Serialize(ScheduleDefinition.From(Schedule), System.Text.Json.JsonSerializerOptions.Web)}";
}

/// <summary>Random good schedules in any zone.</summary>
internal static class RandomSchedules
{
    /// <summary>The zones with the strangest clocks, which are tried more often.</summary>
    public static readonly string[] StrangeZones =
    [
        "Pacific/Apia",
        "Pacific/Kiritimati",
        "Pacific/Fakaofo",
        "Pacific/Chatham",
        "Australia/Lord_Howe",
        "Antarctica/Troll",
        "Antarctica/Casey",
        "Africa/Casablanca",
        "Africa/El_Aaiun",
        "Africa/Cairo",
        "Asia/Gaza",
        "Asia/Beirut",
        "Asia/Kathmandu",
        "Asia/Pyongyang",
        "Asia/Tehran",
        "America/Havana",
        "America/St_Johns",
        "America/Scoresbysund",
        "America/Nuuk",
        "America/Caracas",
        "Europe/Dublin",
        "Europe/Volgograd",
    ];

    public static readonly IReadOnlyList<string> AllZones = DateTimeZoneProviders.Tzdb.Ids;

    private static readonly Instant Earliest = Instant.FromUtc(1986, 1, 1, 0, 0);

    private static readonly Instant Latest = Instant.FromUtc(2046, 1, 1, 0, 0);

    public static Arbitrary<ScheduleCase> Anywhere() =>
        Gen.OneOf(Gen.Elements(StrangeZones), Gen.Elements(AllZones.ToArray())).SelectMany(Cases).ToArbitrary();

    public static Arbitrary<ScheduleCase> In(string zone) => Cases(zone).ToArbitrary();

    public static Gen<Recurrence> Recurrences() =>
        Gen.OneOf(
            Gen.Constant<Recurrence>(new Recurrence.Once()),
            Gen.Choose(1, 20).Select(Recurrence (every) => new Recurrence.Daily(every)),
            from every in Gen.Choose(1, 4)
            from days in Gen.Choose(1, 127)
            select (Recurrence)new Recurrence.Weekly(every, (Weekdays)days),
            Gen.Choose(0, 31).Select(Recurrence (day) => new Recurrence.Monthly(day))
        );

    private static Gen<ScheduleCase> Cases(string zone) =>
        from at in Minutes(DateTimeZoneProviders.Tzdb[zone])
        let today = Instant.FromDateTimeOffset(at).InUtc().Date
        from windows in Windows()
        from weekdays in Gen.Frequency((2, Gen.Constant(0)), (2, Gen.Choose(0, 127)), (1, Gen.Constant(96)))
        from dates in Days(today).ListOf()
        from start in Maybe(Days(today))
        from finish in Maybe(Days(today))
        select new ScheduleCase(
            new Schedule
            {
                TimeZone = zone,
                Windows = windows,
                DoNotDisturb = new DoNotDisturb { Weekdays = (Weekdays)weekdays, Dates = [.. dates.Take(3)] },
                StartDate = start,
                FinishDate = finish is { } last && last < start ? start : finish,
            },
            at
        );

    /// <summary>Whole minutes within two days of a change of the clock, or of any minute.</summary>
    private static Gen<DateTimeOffset> Minutes(DateTimeZone zone) =>
        from day in Gen.Choose(0, (int)(Latest - Earliest).TotalDays)
        from minute in Gen.Choose(-2 * 1440, 1440)
        from isNear in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
        let any = Earliest + Duration.FromDays(day)
        let interval = zone.GetZoneInterval(any)
        let center = !isNear ? any
        : interval.HasEnd && interval.End < Latest ? interval.End
        : interval.HasStart && interval.Start > Earliest ? interval.Start
        : any
        select (center + Duration.FromMinutes(minute)).ToDateTimeOffset();

    private static Gen<LocalDate> Days(LocalDate around) => Gen.Choose(-4, 5).Select(around.PlusDays);

    private static Gen<LocalDate?> Maybe(Gen<LocalDate> day) =>
        Gen.Frequency((3, Gen.Constant<LocalDate?>(null)), (1, day.Select(d => (LocalDate?)d)));

    /// <summary>
    /// Up to four windows by the rules, with ends on whole hours, halves and odd minutes; early ones most often, where clocks change.
    /// </summary>
    private static Gen<IReadOnlyList<DailyWindow>> Windows() =>
        from count in Gen.Choose(0, 4)
        from steps in Gen.Choose(0, 12).ArrayOf(8)
        from odd in Gen.Elements(0, 0, 1, 29)
        select (IReadOnlyList<DailyWindow>)Windows(count, steps, odd);

    private static List<DailyWindow> Windows(int count, int[] steps, int odd)
    {
        List<DailyWindow> windows = [];
        var from = steps[0] * 15;
        for (var i = 0; i < count; i++)
        {
            var to = from + 135 + (steps[2 * i] * 15) + odd;
            if (to > 1440)
            {
                break;
            }

            windows.Add(new DailyWindow(Time(from), Time(to is > 1420 ? 1440 : to)));
            from = to + 15 + (steps[(2 * i) + 1] * 15);
        }

        return windows;
    }

    private static LocalTime Time(int minutes) => LocalTime.Midnight.PlusMinutes(minutes);
}
