using System.Globalization;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Time;

namespace CampaignTasks.Domain.Tests.Schedules;

/// <summary>Schedules and instants in short.</summary>
internal static class Given
{
    public static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    /// <summary>A schedule with windows written <c>09:00-12:30</c>.</summary>
    public static Schedule Schedule(string zone, params string[] windows) =>
        new() { TimeZone = zone, Windows = [.. windows.Select(Window)] };

    public static DailyWindow Window(string text)
    {
        var ends = text.Split('-');
        Assert.True(LocalTimes.TryParse(ends[0], out var from) & LocalTimes.TryParseEnd(ends[1], out var to));
        return new DailyWindow(from, to);
    }

    /// <summary>Expects the next opening after an instant; without an end one that never closes, without a beginning none.</summary>
    public static void Opens(Schedule schedule, string after, string? from, string? until)
    {
        SendWindow? expected = from is null ? null : new SendWindow(At(from), until is null ? DateTimeOffset.MaxValue : At(until));

        var hours = SendingHours.For(schedule);

        Assert.Equal(expected, hours.NextOpening(At(after)));
        Assert.Equal(expected?.From, hours.NextAllowed(At(after)));
    }
}
