using CampaignTasks.Api.Functions.Timers;
using FsCheck;
using FsCheck.Fluent;

namespace CampaignTasks.App.Tests.Functions.Timers;

public sealed class CrontabScheduleTests
{
    [Theory]
    [InlineData("* * * * * *", "2026-11-25T10:00:00", "2026-11-25T10:00:01")]
    [InlineData("0 */5 * * * *", "2026-11-25T10:00:00", "2026-11-25T10:05:00")]
    [InlineData("0 */5 * * * *", "2026-11-25T23:59:59", "2026-11-26T00:00:00")]
    [InlineData("30 5/20 * * * *", "2026-11-25T10:45:30", "2026-11-25T11:05:30")]
    [InlineData("0 0 9-17/4 * * *", "2026-11-25T13:00:00", "2026-11-25T17:00:00")]
    [InlineData("0 30 9 * * Mon-Fri", "2026-11-27T09:30:00", "2026-11-30T09:30:00")]
    [InlineData("0 0 0 * * 0,saturday", "2026-11-25T10:00:00", "2026-11-28T00:00:00")]
    [InlineData("0 0 0 1 JAN,July *", "2026-11-25T10:00:00", "2027-01-01T00:00:00")]
    [InlineData("0 0 0 31 * *", "2026-11-25T10:00:00", "2026-12-31T00:00:00")]
    [InlineData("0 0 0 13 * Fri", "2026-11-25T10:00:00", "2027-08-13T00:00:00")]
    [InlineData("0 0 0 29 2 Mon", "2026-11-25T10:00:00", "2044-02-29T00:00:00")]
    [InlineData("59 59 23 31 12 *", "2026-12-31T23:59:59", "2027-12-31T23:59:59")]
    public void GetNextOccurrence_OfEachForm_IsTheFirstTimeAfter(string expression, string after, string expected)
    {
        var next = CrontabSchedule.Parse(expression).GetNextOccurrence(Utc(after));

        Assert.Equal(Utc(expected), next);
        Assert.Equal(DateTimeKind.Utc, next.Kind);
    }

    [Fact]
    public void GetNextOccurrence_WithinASecond_IsTheNextWholeOne() =>
        Assert.Equal(Utc("2026-11-25T10:00:01"), CrontabSchedule.Parse("* * * * * *").GetNextOccurrence(Utc("2026-11-25T10:00:00").AddMilliseconds(999)));

    [Fact]
    public void GetNextOccurrence_AtTheEndOfTime_IsTheEndOfTime() =>
        Assert.Equal(DateTime.MaxValue, CrontabSchedule.Parse("0 0 0 1 1 *").GetNextOccurrence(Utc("9999-06-01T00:00:00")));

    [Theory]
    [InlineData("*/5 * * * *", "5 fields")]
    [InlineData("", "0 fields")]
    [InlineData("60 * * * * *", "Second")]
    [InlineData("* 60 * * * *", "Minute")]
    [InlineData("* * 24 * * *", "Hour")]
    [InlineData("* * * 0 * *", "Day")]
    [InlineData("* * * * 13 *", "Month")]
    [InlineData("* * * * * 7", "DayOfWeek")]
    [InlineData("* * * * * Fri-Mon", "DayOfWeek")]
    [InlineData("*/0 * * * * *", "Second")]
    [InlineData("1,,2 * * * * *", "Second")]
    [InlineData("-1 * * * * *", "Second")]
    [InlineData("* * * * Ja *", "Month")]
    [InlineData("* * * * Janu *", "Month")]
    [InlineData("0 0 0 31 4,6 *", "never")]
    [InlineData("0 0 0 30 feb *", "never")]
    public void Parse_OfWhatIsNoSchedule_SaysWhatIsWrong(string expression, string named)
    {
        var refused = Assert.Throws<CrontabException>(() => CrontabSchedule.Parse(expression));

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.False(CrontabSchedule.TryParse(expression, out _));
    }

    // The naive reading: try every second.
    [Fact]
    public void GetNextOccurrence_IsTheFirstFittingSecond_AsTryingEachOneFinds()
    {
        var seconds = Gen.Choose(0, 59);
        var scenes =
            from second in seconds
            from everyMinutes in Gen.Choose(1, 20)
            from hourFrom in Gen.Choose(0, 23)
            from hourTo in Gen.Choose(hourFrom, 23)
            from weekday in Gen.Elements("*", "1-5", "0,3,6")
            from start in Gen.Choose(0, 400 * 86_400)
            select (Second: second, Every: everyMinutes, HourFrom: hourFrom, HourTo: hourTo, Weekday: weekday, Start: start);

        Prop.ForAll(scenes.ToArbitrary(), scene =>
        {
            var schedule = CrontabSchedule.Parse($"{scene.Second} */{scene.Every} {scene.HourFrom}-{scene.HourTo} * * {scene.Weekday}");
            var start = Utc("2027-12-01T00:00:00").AddSeconds(scene.Start);
            int[] weekdays = scene.Weekday switch { "*" => [0, 1, 2, 3, 4, 5, 6], "1-5" => [1, 2, 3, 4, 5], _ => [0, 3, 6] };

            var expected = start.AddSeconds(1);
            while (!(expected.Second == scene.Second && expected.Minute % scene.Every == 0 && expected.Hour >= scene.HourFrom
                && expected.Hour <= scene.HourTo && weekdays.Contains((int)expected.DayOfWeek)))
            {
                expected = expected.AddSeconds(1);
            }

            return schedule.GetNextOccurrence(start) == expected;
        }).QuickCheckThrowOnFailure();
    }

    private static DateTime Utc(string text) =>
        DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal);
}
