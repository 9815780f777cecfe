using CampaignTasks.Domain.Schedules;
using NodaTime;

namespace CampaignTasks.Domain.Tests.Schedules;

/// <summary>The rules of <see cref="SendingHours"/> by example, days on which clocks change above all.</summary>
public sealed class SendingHoursTests
{
    [Theory]
    [InlineData("2026-12-01T03:00:00Z", "2026-12-01T08:00:00Z", "2026-12-01T11:30:00Z")]
    [InlineData("2026-12-01T08:00:00Z", "2026-12-01T08:00:00Z", "2026-12-01T11:30:00Z")]
    [InlineData("2026-12-01T11:29:59Z", "2026-12-01T11:29:59Z", "2026-12-01T11:30:00Z")]
    [InlineData("2026-12-01T11:30:00Z", "2026-12-01T13:00:00Z", "2026-12-01T17:00:00Z")]
    [InlineData("2026-12-04T17:00:00Z", "2026-12-07T08:00:00Z", "2026-12-07T11:30:00Z")]
    [InlineData("2026-12-24T17:00:00Z", "2026-12-28T08:00:00Z", "2026-12-28T11:30:00Z")]
    [InlineData("2026-12-31T16:59:59Z", "2026-12-31T16:59:59Z", "2026-12-31T17:00:00Z")]
    [InlineData("2026-12-31T17:00:00Z", null, null)]
    [InlineData("2026-01-01T00:00:00Z", "2026-12-01T08:00:00Z", "2026-12-01T11:30:00Z")]
    public void WorkingDays_InParis_OpenAndClose(string after, string? from, string? until)
    {
        var schedule = Given.Schedule("Europe/Paris", "09:00-12:30", "14:00-18:00") with
        {
            StartDate = new LocalDate(2026, 12, 1),
            FinishDate = new LocalDate(2026, 12, 31),
            DoNotDisturb = new DoNotDisturb { Weekdays = Weekdays.Saturday | Weekdays.Sunday, Dates = [new LocalDate(2026, 12, 25)] },
        };

        Given.Opens(schedule, after, from, until);
    }

    [Fact]
    public void NoRestrictions_AnswerAtOnceAndNeverClose()
    {
        var hours = SendingHours.For(Schedule.AtOnce);

        Assert.True(hours.IsUnrestricted);
        Assert.Equal(
            new SendWindow(Given.At("2026-12-01T03:00:00Z"), DateTimeOffset.MaxValue),
            hours.NextOpening(Given.At("2026-12-01T03:00:00Z"))
        );
        Assert.Equal(DateTimeOffset.MaxValue, hours.NextAllowed(DateTimeOffset.MaxValue));
    }

    [Fact]
    public void AllDay_FromAStartDate_NeverCloses() =>
        Given.Opens(
            new Schedule { StartDate = new LocalDate(2026, 12, 1), TimeZone = "Europe/Paris" },
            "2026-01-01T00:00:00Z",
            "2026-11-30T23:00:00Z",
            null
        );

    [Fact]
    public void AllDay_UntilAFinishDate_ClosesWithIt() =>
        Given.Opens(
            new Schedule { FinishDate = new LocalDate(2036, 12, 1), TimeZone = "Europe/Paris" },
            "2026-01-01T00:00:00Z",
            "2026-01-01T00:00:00Z",
            "2036-12-01T23:00:00Z"
        );

    [Fact]
    public void AllDay_WithADayOfRest_ClosesBeforeAndOpensAfter()
    {
        var schedule = Given.Schedule("Asia/Tokyo") with { DoNotDisturb = new DoNotDisturb { Dates = [new LocalDate(2026, 12, 25)] } };

        Given.Opens(schedule, "2026-12-01T00:00:00Z", "2026-12-01T00:00:00Z", "2026-12-24T15:00:00Z");
        Given.Opens(schedule, "2026-12-24T15:00:00Z", "2026-12-25T15:00:00Z", null);
    }

    [Fact]
    public void EveryDayAtRest_NeverOpens()
    {
        var hours = SendingHours.For(Schedule.AtOnce with { DoNotDisturb = new DoNotDisturb { Weekdays = Weekdays.All } });

        Assert.Null(hours.NextAllowed(Given.At("2026-12-01T00:00:00Z")));
        Assert.Null(hours.NextOpening(DateTimeOffset.MinValue));
    }

    [Fact]
    public void WindowsAroundMidnight_AreOneOpening() =>
        Given.Opens(
            Given.Schedule("UTC", "00:00-02:30", "21:00-24:00"),
            "2026-12-01T12:00:00Z",
            "2026-12-01T21:00:00Z",
            "2026-12-02T02:30:00Z"
        );

    [Theory]
    // Paris, 02:00 to 03:00 on 29 March: an opening in the gap moves by it, a close in it has come.
    [InlineData("Europe/Paris", "02:30-05:00", "2026-03-29T00:00:00Z", "2026-03-29T01:30:00Z", "2026-03-29T03:00:00Z")]
    [InlineData("Europe/Paris", "00:00-02:30", "2026-03-28T12:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("Europe/Paris", "02:00-04:30", "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z", "2026-03-29T02:30:00Z")]
    [InlineData("Europe/Paris", "01:00-09:00", "2026-03-29T00:00:00Z", "2026-03-29T00:00:00Z", "2026-03-29T07:00:00Z")]
    // Paris, 03:00 back to 02:00 on 25 October: the first 02:30 opens and the first 02:30 closes.
    [InlineData("Europe/Paris", "00:15-02:30", "2026-10-24T12:00:00Z", "2026-10-24T22:15:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("Europe/Paris", "00:15-02:30", "2026-10-25T00:30:00Z", "2026-10-25T23:15:00Z", "2026-10-26T01:30:00Z")]
    [InlineData("Europe/Paris", "02:30-05:00", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z")]
    [InlineData("Europe/Paris", "02:30-05:00", "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z", "2026-10-25T04:00:00Z")]
    [InlineData("Europe/Paris", "00:15-03:00", "2026-10-24T12:00:00Z", "2026-10-24T22:15:00Z", "2026-10-25T02:00:00Z")]
    // Lord Howe changes by half an hour: 02:00 to 02:30 on 4 October, 02:00 back to 01:30 on 5 April.
    [InlineData("Australia/Lord_Howe", "02:10-05:00", "2026-10-03T12:00:00Z", "2026-10-03T15:40:00Z", "2026-10-03T18:00:00Z")]
    [InlineData("Australia/Lord_Howe", "01:00-09:00", "2026-10-03T12:00:00Z", "2026-10-03T14:30:00Z", "2026-10-03T22:00:00Z")]
    [InlineData("Australia/Lord_Howe", "01:00-09:00", "2026-04-04T12:00:00Z", "2026-04-04T14:00:00Z", "2026-04-04T22:30:00Z")]
    // Troll changes by two hours: 01:00 to 03:00 on 29 March. A window of little more than two hours is left with little.
    [InlineData("Antarctica/Troll", "01:00-03:01", "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z", "2026-03-29T01:01:00Z")]
    [InlineData("Antarctica/Troll", "01:30-03:31", "2026-03-29T00:00:00Z", "2026-03-29T01:30:00Z", "2026-03-29T01:31:00Z")]
    // Casablanca's clock goes back for Ramadan and forward after it (15 February and 22 March).
    [InlineData("Africa/Casablanca", "09:00-12:00", "2026-02-14T00:00:00Z", "2026-02-14T08:00:00Z", "2026-02-14T11:00:00Z")]
    [InlineData("Africa/Casablanca", "09:00-12:00", "2026-02-15T05:00:00Z", "2026-02-15T09:00:00Z", "2026-02-15T12:00:00Z")]
    [InlineData("Africa/Casablanca", "09:00-12:00", "2026-03-22T05:00:00Z", "2026-03-22T08:00:00Z", "2026-03-22T11:00:00Z")]
    // Samoa had no 30 December 2011, Kiritimati no 31 December 1994.
    [InlineData("Pacific/Apia", "09:00-12:00", "2011-12-29T22:00:00Z", "2011-12-30T19:00:00Z", "2011-12-30T22:00:00Z")]
    [InlineData("Pacific/Apia", "21:00-24:00", "2011-12-30T08:30:00Z", "2011-12-30T08:30:00Z", "2011-12-30T10:00:00Z")]
    [InlineData("Pacific/Kiritimati", "09:00-12:00", "1994-12-30T23:00:00Z", "1994-12-31T19:00:00Z", "1994-12-31T22:00:00Z")]
    // Casey's clock went from 00:01 to 03:01 on 4 October 2020: a window inside is swallowed.
    [InlineData("Antarctica/Casey", "00:30-02:45", "2020-10-03T12:00:00Z", "2020-10-04T13:30:00Z", "2020-10-04T15:45:00Z")]
    // Havana's 00:00 is skipped on 8 March: the day begins at 01:00.
    [InlineData("America/Havana", "00:00-04:00", "2026-03-08T03:00:00Z", "2026-03-08T05:00:00Z", "2026-03-08T08:00:00Z")]
    public void Window_WhereTheClockChanges_OpensAndCloses(string zone, string window, string after, string from, string until) =>
        Given.Opens(Given.Schedule(zone, window), after, from, until);

    [Fact]
    public void Recipient_BeforeTheOccurrencesDay_GetsNothing()
    {
        var schedule = Given.Schedule(Schedule.RecipientsZone, "09:00-18:00") with { StartDate = new LocalDate(2026, 12, 1) };

        var hours = SendingHours.For(schedule, "America/New_York", new LocalDate(2026, 12, 3));

        Assert.Equal(Given.At("2026-12-03T14:00:00Z"), hours.NextAllowed(Given.At("2026-12-01T00:00:00Z")));
        Assert.Equal(Given.At("2026-11-30T19:00:00Z"), SendingHours.For(schedule).NextAllowed(Given.At("2026-11-01T00:00:00Z")));
    }

    [Fact]
    public void ZoneOfARecipient_WhereTheScheduleHasOne_DoesNotMatter() =>
        Assert.Equal(
            Given.At("2026-12-01T08:00:00Z"),
            SendingHours
                .For(Given.Schedule("Europe/Paris", "09:00-18:00"), "America/New_York", null)
                .NextAllowed(Given.At("2026-12-01T00:00:00Z"))
        );
}
