using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Time;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;

namespace CampaignTasks.Domain.Tests.Schedules;

/// <summary>What holds for random schedules in all zones, on and around the days on which clocks change.</summary>
public sealed class SendingHoursProperties
{
    private const int ThreeDays = 3 * 24 * 60;

    /// <summary>All zones, in as many parts as there are tests to show where one is slow or wrong.</summary>
    public static TheoryData<string> Letters() =>
        [.. RandomSchedules.AllZones.Select(id => id.Split('/')[0]).Distinct().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Letters))]
    public void Hours_InEveryZone_AreThoseOfTheNaiveClock(string area)
    {
        foreach (var zone in RandomSchedules.AllZones.Where(id => id.Split('/')[0] == area))
        {
            Prop.ForAll(RandomSchedules.In(zone), AgreesWithTheNaiveClock).Check(Config.QuickThrowOnFailure.WithMaxTest(4));
        }
    }

    [Property(MaxTest = 600)]
    public Property Hours_InStrangeZones_AreThoseOfTheNaiveClock() => Prop.ForAll(RandomSchedules.Anywhere(), AgreesWithTheNaiveClock);

    [Property(MaxTest = 400)]
    public Property NextAllowed_IsNeverEarlierAndNeverOutside() =>
        Always((hours, c, after) => hours.NextAllowed(after) is not { } next || (next >= after && hours.Allows(next) && IsInside(c, next)));

    [Property(MaxTest = 400)]
    public Property NextAllowed_OfItself_IsItself() =>
        Always((hours, _, after) => hours.NextAllowed(after) is not { } next || hours.NextAllowed(next) == next);

    [Property]
    public Property NextAllowed_OfALaterInstant_IsNotEarlier() =>
        Prop.ForAll(RandomSchedules.Anywhere(), Gen.Choose(0, 20_000_000).Two().ToArbitrary(), (c, seconds) =>
        {
            var hours = SendingHours.For(c.Schedule);
            var (one, other) = (
                c.At.AddSeconds(Math.Min(seconds.Item1, seconds.Item2)),
                c.At.AddSeconds(Math.Max(seconds.Item1, seconds.Item2))
            );
            return hours.NextAllowed(one) is not { } first ? hours.NextAllowed(other) is null : !(hours.NextAllowed(other) < first);
        });

    [Property]
    public Property NextAllowed_AfterTheFinishDate_IsNull() =>
        Prop.ForAll(RandomSchedules.Anywhere(), Gen.Choose(0, 1000).ToArbitrary(), (c, hoursLater) =>
        {
            var finish = c.Zone.DayOf(c.At).PlusDays(2);
            var hours = SendingHours.For(c.Schedule with { StartDate = null, FinishDate = finish });

            // A day later, for the finish date's last hour may come twice.
            var after = c.Zone.StartOf(finish.PlusDays(2)).AddHours(hoursLater);
            return hours.NextAllowed(after) is null && !(hours.NextOpening(c.At)?.Until > after);
        });

    [Property(MaxTest = 400)]
    public Property Openings_OneAfterTheOther_NeverTouch() =>
        Always(
            (hours, _, after) =>
            {
                for (var i = 0; i < 10 && hours.NextOpening(after) is { } opening && opening.Until < DateTimeOffset.MaxValue; i++)
                {
                    if (opening.From >= opening.Until || !hours.Allows(opening.Until.AddTicks(-1)) || hours.Allows(opening.Until))
                    {
                        return false;
                    }

                    after = opening.Until;
                }

                return true;
            }
        );

    [Property(MaxTest = 400)]
    public Property ByRecipient_InAnyZone_NothingLeavesBeforeTheDayAndNoDayBeginsBeforeTheOccurrence() =>
        Prop.ForAll(RandomSchedules.Anywhere(), c =>
        {
            var schedule = c.Schedule with { TimeZone = Schedule.RecipientsZone, StartDate = c.Zone.DayOf(c.At), FinishDate = null };
            if (schedule.FirstOccurrence(c.At.AddDays(-3)) is not { } occurrence || schedule.OccurrenceDay(c.At, occurrence) is not { } day)
            {
                return SendingHours.For(schedule).IsNever;
            }

            var own = SendingHours.For(c.Schedule with { StartDate = day, FinishDate = null });
            var hours = SendingHours.For(schedule, c.Schedule.TimeZone, day);
            return hours.NextAllowed(occurrence) == own.NextAllowed(occurrence)
                && hours.NextAllowed(occurrence.AddDays(-9)) == hours.NextAllowed(occurrence)
                && c.Zone.DayOf(hours.NextAllowed(occurrence)!.Value) >= day;
        });

    [Property(MaxTest = 20)]
    public Property Answers_FromManyThreadsAtOnce_AreThoseOfOne() => Prop.ForAll(RandomSchedules.Anywhere(), c =>
        {
            var instants = Enumerable.Range(0, 200).Select(i => c.At.AddDays(i * 7 % 400)).ToArray();
            var shared = SendingHours.For(c.Schedule);
            var expected = instants.Select(at => SendingHours.For(c.Schedule).NextAllowed(at));
            return expected.SequenceEqual(instants.AsParallel().AsOrdered().Select(at => shared.NextAllowed(at)).ToArray());
        });

    [Property]
    public Property NextAllowed_AtTheEndsOfTime_Answers() => Prop.ForAll(RandomSchedules.Anywhere(), c =>
        {
            var hours = SendingHours.For(c.Schedule);
            return hours.NextAllowed(DateTimeOffset.MinValue) is null or { Year: > 0 }
                && hours.NextOpening(DateTimeOffset.MaxValue.AddDays(-1)) is null or { Until.Year: 9999 };
        });

    private static Property Always(Func<SendingHours, ScheduleCase, DateTimeOffset, bool> law) =>
        Prop.ForAll(RandomSchedules.Anywhere(), Gen.Choose(0, 200_000_000).ToArbitrary(), (c, ticks) =>
            law(SendingHours.For(c.Schedule), c, c.At.AddTicks(ticks * 10_001L))
        );

    /// <summary>Read off the wall: the local date is no day of rest and between the dates, the local time in a window.</summary>
    private static bool IsInside(ScheduleCase c, DateTimeOffset at)
    {
        var local = Instant.FromDateTimeOffset(at).InZone(c.Zone).LocalDateTime;
        return new NaiveClock(c.Schedule, c.Zone).IsDay(local.Date)
            && (
                c.Schedule.Windows is []
                || c.Schedule.Windows.Any(w => local.TimeOfDay >= w.From && (local.TimeOfDay < w.To || w.To == LocalTime.Midnight))
            );
    }

    /// <summary>Minute by minute for three days: allowed or not, the next allowed one, and where the opening ends.</summary>
    private static bool AgreesWithTheNaiveClock(ScheduleCase c)
    {
        var hours = SendingHours.For(c.Schedule);
        var allowed = new NaiveClock(c.Schedule, c.Zone).AllowedMinutes(c.At, ThreeDays);
        var (next, close) = (-1, -1);
        for (var i = ThreeDays - 1; i >= 0; i--)
        {
            (next, close) = (allowed[i], next == i + 1) switch
            {
                (false, _) => (next, close),
                (true, true) => (i, close),
                (true, false) => (i, i + 1 == ThreeDays ? -1 : i + 1),
            };
            var at = c.At.AddMinutes(i);
            var opening = hours.NextOpening(at);
            if (
                hours.NextAllowed(at) != opening?.From
                || hours.Allows(at) != allowed[i]
                || !IsMinute(c, next, opening?.From)
                || !IsMinute(c, close, opening?.Until)
            )
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether an instant is a certain minute of the walk, or behind its end.</summary>
    private static bool IsMinute(ScheduleCase c, int minute, DateTimeOffset? at) =>
        minute < 0 ? !(at < c.At.AddMinutes(ThreeDays)) : at == c.At.AddMinutes(minute);
}
