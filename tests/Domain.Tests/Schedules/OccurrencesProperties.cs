using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Time;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;

namespace CampaignTasks.Domain.Tests.Schedules;

/// <summary>Occurrences of random schedules, against a calendar read day by day.</summary>
public sealed class OccurrencesProperties
{
    private const int Days = 70;

    [Property(MaxTest = 250)]
    public Property All_OfAnySchedule_AreThoseOfTheNaiveCalendar() => Prop.ForAll(Cases(), c => NaiveCalendar(c).SequenceEqual(Planned(c)));

    [Property(MaxTest = 250)]
    public Property All_OfAnySchedule_ComeInOrderAndWhenMessagesMayLeave() => Prop.ForAll(Cases(), c =>
        {
            var comes = Comes(c);
            return comes.Zip(comes.Skip(1)).All(pair => pair.First < pair.Second) && comes.All(SendingHours.For(c.Schedule).Allows);
        });

    [Property(MaxTest = 250)]
    public Property After_Each_IsTheNext() => Prop.ForAll(Cases(), Gen.Choose(-100, 100_000).ToArbitrary(), (c, minutes) =>
        {
            var comes = Comes(c);
            var occurrences = Occurrences.From(c.Schedule, c.At);
            var between = c.At.AddMinutes(minutes);
            return comes.Zip(comes.Skip(1)).All(pair => occurrences.After(pair.First) == pair.Second)
                && (
                    comes.Where(at => at > between).Select(at => (DateTimeOffset?)at).FirstOrDefault() is not { } next
                    || occurrences.After(between) == next
                );
        });

    [Property(MaxTest = 250)]
    public Property First_IsTheLatestDueThatIsNotTooLate_ElseTheNextToCome() =>
        Prop.ForAll(Cases(), Gen.Choose(1, 30 * 24 * 60).ToArbitrary(), (c, lateness) =>
        {
            var schedule = c.Schedule with { LatestStart = TimeSpan.FromMinutes(lateness) };
            var comes = Comes(c with { Schedule = schedule });
            DateTimeOffset? due = comes
                .Where(at => at <= c.At && c.At - at <= schedule.LatestStart)
                .Select(at => (DateTimeOffset?)at)
                .LastOrDefault();
            DateTimeOffset? next = comes.Where(at => at > c.At).Select(at => (DateTimeOffset?)at).FirstOrDefault();
            return (due ?? next) is { } first
                ? schedule.FirstOccurrence(c.At) == first
                : !(schedule.FirstOccurrence(c.At) < c.At.AddDays(Days - 40));
        });

    [Property(MaxTest = 250)]
    public Property All_AfterTheFinishDate_AreNone() => Prop.ForAll(Cases(), c =>
        {
            var finish = c.Zone.DayOf(c.At).PlusDays(20);
            var all = Occurrences.From(c.Schedule with { StartDate = null, FinishDate = finish }, c.At).All().ToList();
            return all.All(planned => planned.Day <= finish && !(planned.At >= c.Zone.StartOf(finish.PlusDays(2))));
        });

    /// <summary>A start date or instant, or neither, from a few days before on.</summary>
    private static Arbitrary<ScheduleCase> Cases() =>
        (
            from c in RandomSchedules.Anywhere().Generator
            from recurrence in RandomSchedules.Recurrences()
            from start in Gen.Elements("date", "instant", "neither")
            from minutes in Gen.Choose(-6 * 1440, 6 * 1440)
            let day = c.Zone.DayOf(c.At.AddMinutes(minutes))
            select c with
            {
                Schedule = c.Schedule with
                {
                    StartAt = start is "instant" ? c.At.AddMinutes(minutes) : null,
                    StartDate = start is "date" ? day : null,
                    FinishDate = c.Schedule.FinishDate?.PlusDays(30),
                    Recurrence = recurrence,
                },
            }
        ).ToArbitrary();

    private static IEnumerable<PlannedOccurrence> Planned(ScheduleCase c)
    {
        var last = Anchor(c).PlusDays(Days);
        return Occurrences.From(c.Schedule, c.At).All().TakeWhile(planned => planned.Day < last);
    }

    private static List<DateTimeOffset> Comes(ScheduleCase c) =>
        [.. Planned(c).Where(planned => planned.At is not null).Select(planned => planned.At!.Value)];

    private static LocalDate Anchor(ScheduleCase c) =>
        c.Schedule.StartDate ?? c.Zone.DayOf(c.Schedule.StartAt ?? SendingHours.For(c.Schedule).NextAllowed(c.At) ?? c.At);

    /// <summary>Every day by itself: is it one of the recurrence, when would it come, and does a later one come no later?</summary>
    private static List<PlannedOccurrence> NaiveCalendar(ScheduleCase c)
    {
        var (schedule, hours, clock, anchor) = (c.Schedule, SendingHours.For(c.Schedule), new NaiveClock(c.Schedule, c.Zone), Anchor(c));
        var isAtOnce = schedule is { StartAt: null, StartDate: null };
        List<PlannedOccurrence> planned = [];

        // Two months more than are asked for, so that what may come no later is in sight.
        for (var day = anchor; day < anchor.PlusDays(Days + 62) && !(day > schedule.FinishDate) && !hours.IsNever; day = day.PlusDays(1))
        {
            if (isAtOnce && day == anchor)
            {
                if (hours.NextAllowed(c.At) is not { } atOnce)
                {
                    break;
                }

                planned.Add(new PlannedOccurrence(day, atOnce));
            }
            else if (schedule.Recurrence is Recurrence.Monthly { Day: var wanted } && wanted.Number > day.Day && day.PlusDays(1).Day is 1)
            {
                planned.Add(new PlannedOccurrence(day, null, OccurrenceSkip.NoSuchDay));
            }
            else if (IsOfTheRecurrence(schedule.Recurrence, anchor, day))
            {
                planned.Add(Plan(day));
            }
        }

        return
        [
            .. planned
                .Select(
                    (p, i) =>
                        p.At is { } at && planned.Skip(i + 1).Any(later => later.At <= at)
                            ? new PlannedOccurrence(p.Day, null, OccurrenceSkip.Superseded)
                            : p
                )
                .Where(p => p.Day < anchor.PlusDays(Days)),
        ];

        PlannedOccurrence Plan(LocalDate day)
        {
            var start = clock.Find(day.AtMidnight());
            if (schedule.Recurrence is Recurrence.Daily && (!clock.IsDay(day) || clock.Local(start).Date != day))
            {
                return new PlannedOccurrence(day, null, OccurrenceSkip.BlackoutDay);
            }

            var at = schedule switch
            {
                { StartAt: { } first } => day == anchor ? first : clock.Find(day + clock.Local(first).TimeOfDay),
                { StartDate: null, Windows: [] } => clock.Find(day + clock.Local(c.At).TimeOfDay),
                _ => start,
            };
            return hours.NextAllowed(at) is { } moved
                ? new PlannedOccurrence(day, moved)
                : new PlannedOccurrence(day, null, OccurrenceSkip.FinishDate);
        }
    }

    private static bool IsOfTheRecurrence(Recurrence recurrence, LocalDate anchor, LocalDate day) =>
        recurrence switch
        {
            Recurrence.Daily daily => Period.DaysBetween(anchor, day) % daily.Every is 0,
            Recurrence.Weekly weekly => weekly.On.ToNames().Contains(day.DayOfWeek.ToString().ToLowerInvariant())
                && Period.DaysBetween(Monday(anchor), Monday(day)) / 7 % weekly.Every is 0,
            Recurrence.Monthly { Day.Number: 0 } => day.PlusDays(1).Day is 1,
            Recurrence.Monthly monthly => day.Day == monthly.Day.Number,
            _ => day == anchor,
        };

    private static LocalDate Monday(LocalDate day) => day.DayOfWeek is IsoDayOfWeek.Monday ? day : day.Previous(IsoDayOfWeek.Monday);
}
