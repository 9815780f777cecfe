using System.Globalization;
using CampaignTasks.Api.Functions;

namespace CampaignTasks.App.Tests.Scheduling;

public sealed class TimerSchedulesTests
{
    // What comes after ten o'clock of a Wednesday, and across the end of a year.
    private static readonly Dictionary<string, (string First, string Second, string OfTheYear)> Expected = new()
    {
        ["Reconciler"] = ("10:10:00", "10:20:00", "00:00:00"),
        ["ImportReconciler"] = ("10:00:30", "10:10:30", "00:00:30"),
        ["ErasureReconciler"] = ("10:00:45", "10:05:45", "00:00:45"),
        ["WebhookReconciler"] = ("10:00:15", "10:10:15", "00:00:15"),
        ["SingleMessageSweep"] = ("10:00:20", "10:01:20", "00:00:20"),
        ["HistoryPurge"] = ("10:17:00", "11:17:00", "00:17:00"),
        ["UsageRecount"] = ("10:37:00", "11:37:00", "00:37:00"),
        ["Retention"] = ("10:47:00", "11:47:00", "00:47:00"),
        ["Watchdog"] = ("10:05:00", "10:10:00", "00:00:00"),
    };

    [Fact]
    public void Schedules_OfTheCatalog_RingWhenTheyShould() =>
        Assert.Equal(
            Expected.OrderBy(pair => pair.Key),
            FunctionCatalog
                .Timers.Select(timer =>
                    KeyValuePair.Create(
                        timer.Name,
                        (
                            Next(timer, "2026-11-25T10:00:00"),
                            Next(timer, $"2026-11-25T{Expected[timer.Name].First}"),
                            Next(timer, "2026-12-31T23:59:59")
                        )
                    )
                )
                .OrderBy(pair => pair.Key)
        );

    // Six fields are read as six on either host: five would ring every hour where every minute was meant.
    [Fact]
    public void Schedules_OfTheCatalog_HaveSixFields() =>
        Assert.All(FunctionCatalog.Timers, timer => Assert.Equal(6, timer.Expression.Split(' ').Length));

    [Theory]
    [InlineData("*/5 * * * *")]
    [InlineData("0 60 * * * *")]
    [InlineData("every five minutes")]
    public void Timer_WithAScheduleThatIsNone_IsRefusedWhereItIsWritten(string expression) =>
        Assert.Throws<NCrontab.CrontabException>(() => TimerFunction.From<TimerFixture.Recorder>(expression));

    private static string Next(TimerFunction timer, string after)
    {
        var next = timer.Schedule.GetNextOccurrence(
            DateTime.Parse(after + "Z", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal)
        );
        Assert.Equal(DateTimeKind.Utc, next.Kind);
        return next.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
