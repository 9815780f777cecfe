using CampaignTasks.Domain.Schedules;
using NodaTime;

namespace CampaignTasks.Domain.Tests.Schedules;

/// <summary>The rules of <see cref="Occurrences"/> by example. 1 December 2026 is a Tuesday.</summary>
public sealed class OccurrencesTests
{
    private const Weekdays Weekend = Weekdays.Saturday | Weekdays.Sunday;

    private static readonly DateTimeOffset Start = Given.At("2026-12-01T09:30:00Z");

    private static readonly LocalDate First = new(2026, 12, 1);

    [Fact]
    public void Once_AtOnce_IsNowAndNeverAgain() => Comes(Schedule.AtOnce, "2026-12-01T09:30:00Z");

    [Fact]
    public void Once_AtOnceOutsideTheWindows_IsTheNextOpening() =>
        Comes(Given.Schedule("Europe/Paris", "14:00-18:00"), "2026-12-01T13:00:00Z");

    [Fact]
    public void Once_AtAnInstantOfRest_MovesOn() =>
        Comes(
            Given.Schedule("UTC", "09:00-18:00") with
            {
                StartAt = Given.At("2026-12-04T20:00:00Z"),
                DoNotDisturb = Rest(Weekend),
            },
            "2026-12-07T09:00:00Z"
        );

    [Fact]
    public void Daily_WithoutAnyStart_RunsAtOnceAndThenAtThatTimeOfDay() =>
        Comes(
            new Schedule
            {
                TimeZone = "Europe/Paris",
                Recurrence = new Recurrence.Daily(2),
                FinishDate = new LocalDate(2026, 12, 5),
            },
            "2026-12-01T09:30:00Z",
            "2026-12-03T09:30:00Z",
            "2026-12-05T09:30:00Z"
        );

    [Fact]
    public void Daily_WithoutAnyStartButWindows_RunsAtOnceAndThenAtTheFirstOpening() =>
        Comes(
            Given.Schedule("UTC", "06:00-08:30", "09:00-18:00") with
            {
                Recurrence = new Recurrence.Daily(1),
                FinishDate = new LocalDate(2026, 12, 3),
            },
            "2026-12-01T09:30:00Z",
            "2026-12-02T06:00:00Z",
            "2026-12-03T06:00:00Z"
        );

    [Fact]
    public void Daily_FromADate_BeginsWithTheDay() =>
        Comes(
            new Schedule
            {
                StartDate = First.PlusDays(1),
                TimeZone = "Asia/Tokyo",
                Recurrence = new Recurrence.Daily(1),
                FinishDate = First.PlusDays(2),
            },
            "2026-12-01T15:00:00Z",
            "2026-12-02T15:00:00Z"
        );

    [Fact]
    public void Daily_AtAnInstant_KeepsItsLocalTimeAcrossClockChanges() =>
        Comes(
            new Schedule(Given.At("2027-03-27T01:30:00Z"))
            {
                TimeZone = "Europe/Paris",
                Recurrence = new Recurrence.Daily(1),
                FinishDate = new LocalDate(2027, 3, 29),
            },
            "2027-03-27T01:30:00Z",
            "2027-03-28T01:30:00Z",
            "2027-03-29T00:30:00Z"
        );

    [Fact]
    public void Daily_OnDaysOfRest_LeavesThemOut()
    {
        var schedule = new Schedule
        {
            StartDate = First,
            FinishDate = new LocalDate(2026, 12, 8),
            Recurrence = new Recurrence.Daily(2),
            DoNotDisturb = Rest(Weekend) with { Dates = [new(2026, 12, 7)] },
        };

        Assert.Equal(
            [
                new(First, Given.At("2026-12-01T00:00:00Z")),
                new(First.PlusDays(2), Given.At("2026-12-03T00:00:00Z")),
                new(First.PlusDays(4), null, OccurrenceSkip.BlackoutDay),
                new(First.PlusDays(6), null, OccurrenceSkip.BlackoutDay),
            ],
            Occurrences.From(schedule, Start).All()
        );
    }

    [Fact]
    public void Daily_EverySevenDaysOnADayOfRest_NeverComes()
    {
        var never = Occurrences.From(
            new Schedule
            {
                StartDate = new LocalDate(2026, 12, 5),
                Recurrence = new Recurrence.Daily(7),
                DoNotDisturb = Rest(Weekend),
            },
            Start
        );

        Assert.Null(never.First);
        Assert.All(never.All(), planned => Assert.Equal(OccurrenceSkip.BlackoutDay, planned.LeftOut));
    }

    [Fact]
    public void Weekly_EveryOtherWeek_CountsFromTheAnchorsMonday() =>
        Comes(
            new Schedule
            {
                StartDate = First,
                FinishDate = First.PlusDays(30),
                Recurrence = new Recurrence.Weekly(2, Weekdays.Monday | Weekdays.Friday),
            },
            "2026-12-04T00:00:00Z",
            "2026-12-14T00:00:00Z",
            "2026-12-18T00:00:00Z",
            "2026-12-28T00:00:00Z"
        );

    [Fact]
    public void Weekly_OnADateOfRest_MovesUnlessTheNextComesNoLater()
    {
        var moves = new Schedule
        {
            StartDate = First,
            FinishDate = First.PlusDays(6),
            DoNotDisturb = new DoNotDisturb { Dates = [First.PlusDays(1)] },
            Recurrence = new Recurrence.Weekly(1, Weekdays.Wednesday | Weekdays.Friday),
        };
        Comes(moves, "2026-12-03T00:00:00Z", "2026-12-04T00:00:00Z");

        var meets = moves with { Recurrence = new Recurrence.Weekly(1, Weekdays.Wednesday | Weekdays.Thursday) };
        Assert.Equal(
            [new(First.PlusDays(1), null, OccurrenceSkip.Superseded), new(First.PlusDays(2), Given.At("2026-12-03T00:00:00Z"))],
            Occurrences.From(meets, Start).All()
        );
    }

    [Theory]
    [InlineData("2026-12-05T00:00:00Z", 24, "2026-12-05T00:00:00Z")]
    [InlineData("2026-12-05T23:00:00Z", 24, "2026-12-05T00:00:00Z")]
    [InlineData("2026-12-05T23:00:00Z", 22, "2026-12-06T00:00:00Z")]
    [InlineData("2026-11-05T23:00:00Z", 24, "2026-12-01T00:00:00Z")]
    public void First_OfAStartThatPassed_IsTheLatestDueOrTheNextToCome(string start, int latestStartHours, string first)
    {
        var schedule = new Schedule
        {
            StartDate = First,
            Recurrence = new Recurrence.Daily(1),
            LatestStart = TimeSpan.FromHours(latestStartHours),
        };

        Assert.Equal(Given.At(first), schedule.FirstOccurrence(Given.At(start)));
    }

    [Theory]
    [InlineData("2026-12-02T09:00:00Z", false)]
    [InlineData("2026-12-02T09:00:01Z", true)]
    public void HasMissed_CountsFromThePlannedInstant(string now, bool missed)
    {
        var schedule = Given.Schedule("UTC", "09:00-18:00") with { StartDate = First };

        Assert.Equal(missed, schedule.HasMissed(Given.At(now)));
        Assert.Equal(missed, schedule.IsTooLate(Given.At("2026-12-01T09:00:00Z"), Given.At(now)));
    }

    [Fact]
    public void ByRecipient_ADayBeginsWhereItBeginsFirst()
    {
        var schedule = Given.Schedule(Schedule.RecipientsZone, "09:00-18:00") with
        {
            StartDate = First,
            Recurrence = new Recurrence.Daily(1),
            FinishDate = First.PlusDays(1),
        };

        Comes(schedule, "2026-11-30T19:00:00Z", "2026-12-01T19:00:00Z");
        Assert.Equal(First.PlusDays(1), schedule.OccurrenceDay(Start, Given.At("2026-12-01T19:00:00Z")));
    }

    [Fact]
    public void ByRecipient_AtOnceOrAtAnInstant_IsCommonToAll()
    {
        var atOnce = Given.Schedule(Schedule.RecipientsZone, "09:00-18:00");
        var atAnInstant = atOnce with { StartAt = Given.At("2026-12-03T03:00:00Z") };

        Comes(atOnce, "2026-12-01T09:30:00Z");
        Comes(atAnInstant, "2026-12-03T03:00:00Z");
        Assert.Null(atOnce.OccurrenceDay(Start, Start));
        Assert.Null(atAnInstant.OccurrenceDay(Start, atAnInstant.StartAt!.Value));
    }

    [Fact]
    public void WithoutPast_LeavesOutWhatHasPassed_AndKeepsTheRest()
    {
        var hours = Given.Schedule("Asia/Tokyo", "09:00-18:00") with { Recurrence = new Recurrence.Daily(1) };
        var today = new Schedule { StartDate = First, FinishDate = First };

        Assert.Equal(hours, (hours with { StartAt = Start }).WithoutPast(Start));
        Assert.Equal(hours, (hours with { StartDate = First.PlusDays(-2), FinishDate = First.PlusDays(-1) }).WithoutPast(Start));
        Assert.Equal(today, today.WithoutPast(Start));
        Assert.Equal(new Schedule(Start.AddTicks(1)), new Schedule(Start.AddTicks(1)).WithoutPast(Start));
    }

    private static DoNotDisturb Rest(Weekdays days) => new() { Weekdays = days };

    /// <summary>Expects exactly these occurrences of a task started at <see cref="Start"/>, whichever way they are asked for.</summary>
    private static void Comes(Schedule schedule, params string[] expected)
    {
        var occurrences = Occurrences.From(schedule, Start);
        List<DateTimeOffset> walked = [];
        for (var at = occurrences.After(DateTimeOffset.UnixEpoch); at is { } found; at = occurrences.After(found))
        {
            walked.Add(found);
        }

        Assert.Equal(expected.Select(Given.At), occurrences.All().Where(o => o.At is not null).Select(o => o.At!.Value));
        Assert.Equal(expected.Select(Given.At), walked);
    }
}
