using System.Diagnostics;
using System.Globalization;
using CampaignTasks.Domain.Schedules;
using NodaTime;

namespace CampaignTasks.Benchmarks;

/// <summary>What it costs to ask a schedule, next to reading the local clock once.</summary>
internal static class Schedules
{
    private const int Calls = 2_000_000;

    private static readonly DateTimeOffset Start = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);

    public static int Run()
    {
        var zone = DateTimeZoneProviders.Tzdb["Europe/Paris"];
        Measure("local clock read once (NodaTime)", at => Instant.FromDateTimeOffset(at).InZone(zone).Hour);
        Ask("all day until a finish date", new Schedule { TimeZone = "Europe/Paris", FinishDate = new LocalDate(2036, 12, 1) });
        Ask("two windows, weekends at rest", Working("Europe/Paris"));
        Ask(
            "the same, 60 dates of rest, Casablanca",
            Working("Africa/Casablanca") with
            {
                DoNotDisturb = new DoNotDisturb
                {
                    Weekdays = Weekdays.Sunday,
                    Dates = [.. Enumerable.Range(0, 60).Select(i => new LocalDate(2026, 12, 2).PlusDays(i * 6))],
                },
            }
        );
        Measure("compiling the hours", _ => SendingHours.For(Working("Europe/Paris")).IsNever ? 1 : 0, Calls / 20);
        List(
            "10 years, daily at an instant",
            new Schedule(Start)
            {
                TimeZone = "Europe/Paris",
                Recurrence = new Recurrence.Daily(1),
                FinishDate = new LocalDate(2036, 12, 1),
            }
        );
        List(
            "10 years, daily at the first opening",
            Working("Europe/Paris") with
            {
                StartDate = new LocalDate(2026, 12, 1),
                FinishDate = new LocalDate(2036, 12, 1),
                Recurrence = new Recurrence.Daily(1),
            }
        );
        Forecasts.Run();
        return 0;
    }

    private static Schedule Working(string zone) =>
        new()
        {
            TimeZone = zone,
            Windows =
            [
                new DailyWindow(new LocalTime(9, 0), new LocalTime(12, 30)),
                new DailyWindow(new LocalTime(14, 0), new LocalTime(18, 0)),
            ],
            DoNotDisturb = new DoNotDisturb { Weekdays = Weekdays.Saturday | Weekdays.Sunday },
        };

    private static void Ask(string name, Schedule schedule)
    {
        var hours = SendingHours.For(schedule);
        Measure($"NextAllowed: {name}", at => hours.NextAllowed(at)?.Ticks ?? 0);
    }

    /// <summary>Instants seven minutes apart, over a year again and again: inside, outside, and across changes of the clock.</summary>
    private static void Measure(string name, Func<DateTimeOffset, long> ask, int calls = Calls)
    {
        var sum = 0L;
        for (var i = 0; i < calls; i++)
        {
            sum += ask(At(i));
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < calls; i++)
        {
            sum += ask(At(i));
        }

        var elapsed = clock.Elapsed;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        GC.KeepAlive(sum);
        Print($"{name, -52} {elapsed.TotalNanoseconds / calls, 10:N0} ns {(double)allocated / calls, 8:N1} B");
    }

    private static DateTimeOffset At(int call) => Start.AddTicks(call * 7L % (365 * 24 * 60) * TimeSpan.TicksPerMinute);

    private static void List(string name, Schedule schedule)
    {
        var (best, days) = (TimeSpan.MaxValue, 0);
        for (var round = 0; round < 50; round++)
        {
            var clock = Stopwatch.StartNew();
            days = Occurrences.From(schedule, Start).All().Count();
            best = clock.Elapsed < best ? clock.Elapsed : best;
        }

        Print($"{name, -52} {best.TotalMilliseconds, 10:N2} ms {days, 8:N0} days");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
