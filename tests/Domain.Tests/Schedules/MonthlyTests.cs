using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Time;
using NodaTime;

namespace CampaignTasks.Domain.Tests.Schedules;

/// <summary>The rules of <see cref="Occurrences"/> for monthly tasks, by example.</summary>
public sealed class MonthlyTests
{
    private static readonly DateTimeOffset Start = Given.At("2026-12-01T09:30:00Z");

    private static readonly LocalDate First = new(2026, 12, 1);

    [Fact]
    public void Monthly_WithoutTheDay_IsLeftOut()
    {
        var schedule = new Schedule
        {
            StartDate = First,
            FinishDate = new LocalDate(2027, 3, 31),
            Recurrence = new Recurrence.Monthly(31),
        };

        Assert.Equal(
            [
                new(new(2026, 12, 31), Given.At("2026-12-31T00:00:00Z")),
                new(new(2027, 1, 31), Given.At("2027-01-31T00:00:00Z")),
                new(new(2027, 2, 28), null, OccurrenceSkip.NoSuchDay),
                new(new(2027, 3, 31), Given.At("2027-03-31T00:00:00Z")),
            ],
            Occurrences.From(schedule, Start).All()
        );
    }

    [Fact]
    public void Monthly_OnTheLastDay_ComesEveryMonth()
    {
        var schedule = new Schedule
        {
            StartDate = First,
            FinishDate = new LocalDate(2027, 4, 30),
            Recurrence = new Recurrence.Monthly(MonthDay.Last),
        };

        Assert.Equal(
            ["2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"],
            Occurrences.From(schedule, Start).All().Select(planned => LocalDates.Format(planned.Day))
        );
        Assert.All(Occurrences.From(schedule, Start).All(), planned => Assert.Null(planned.LeftOut));
    }

    [Theory]
    [InlineData(28, "")]
    [InlineData(29, "2027-02-28")]
    [InlineData(30, "2027-02-28")]
    [InlineData(31, "2027-02-28 2027-04-30 2027-06-30 2027-09-30 2027-11-30")]
    public void SkippedBetween_OfAMonthlyTask_NamesTheMonthsWithoutTheDay(int day, string skipped)
    {
        var schedule = new Schedule { StartDate = First, Recurrence = new Recurrence.Monthly(day) };

        var found = Occurrences
            .From(schedule, Start)
            .SkippedBetween(Given.At("2027-01-01T00:00:00Z"), Given.At("2027-12-31T00:00:00Z"))
            .ToList();

        Assert.All(found, one => Assert.Equal(OccurrenceSkip.NoSuchDay, one.Reason));
        Assert.Equal(skipped, string.Join(' ', found.Select(one => LocalDates.Format(one.Day))));
    }

    [Fact]
    public void Monthly_OnADayOfRestAtTheEnd_IsLeftOut() =>
        Assert.Equal(
            [new(new(2026, 12, 20), null, OccurrenceSkip.FinishDate)],
            Occurrences
                .From(
                    new Schedule
                    {
                        StartDate = First,
                        FinishDate = new LocalDate(2026, 12, 20),
                        Recurrence = new Recurrence.Monthly(20),
                        DoNotDisturb = new() { Weekdays = Weekdays.Saturday | Weekdays.Sunday },
                    },
                    Start
                )
                .All()
        );
}
