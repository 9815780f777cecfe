using CampaignTasks.Domain.Time;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;

namespace CampaignTasks.Domain.Tests.Time;

public sealed class ZonesTests
{
    private static readonly DateTimeZone[] All = [.. DateTimeZoneProviders.Tzdb.Ids.Select(id => DateTimeZoneProviders.Tzdb[id])];

    [Theory]
    [InlineData("UTC", "2026-12-01T09:00:00Z", "2026-12-02T00:00:00Z")]
    [InlineData("UTC", "2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-28T23:30:00Z", "2026-03-29T22:00:00Z")]
    [InlineData("Asia/Beirut", "2024-03-30T12:00:00Z", "2024-03-30T22:00:00Z")]
    [InlineData("Pacific/Apia", "2011-12-30T09:00:00Z", "2011-12-30T10:00:00Z")]
    // There midnight came twice: the clocks went back at one minute past.
    [InlineData("America/St_Johns", "2010-11-06T18:00:00Z", "2010-11-07T02:30:00Z")]
    [InlineData("America/St_Johns", "2010-11-07T03:00:00Z", "2010-11-07T03:30:00Z")]
    public void NextStartOf_IsTheNextMidnightThere(string zone, string at, string expected)
    {
        var start = Zones.Get(zone).NextStartOf(DateTimeOffset.Parse(at, null));

        Assert.Equal((DateTimeOffset.Parse(expected, null), TimeSpan.Zero), (start, start.Offset));
    }

    [Property(MaxTest = 2000)]
    public Property NextStartOf_InAnyZone_IsLater_AndBeginsALaterDay() =>
        Prop.ForAll(Gen.Elements(All).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (zone, second) =>
        {
            var at = DateTimeOffset.FromUnixTimeSeconds(second);
            var next = zone.NextStartOf(at);
            return next > at
                && zone.DayOf(next) > zone.DayOf(at)
                && zone.DayOf(next.AddTicks(-1)) <= zone.DayOf(next)
                && next - at <= TimeSpan.FromHours(49);
        });

    [Property(MaxTest = 2000)]
    public Property StartOf_TheDayOfAnyInstant_IsNotLater() =>
        Prop.ForAll(Gen.Elements(All).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (zone, second) =>
        {
            var at = DateTimeOffset.FromUnixTimeSeconds(second);
            var day = zone.DayOf(at);
            return zone.StartOf(day) <= at && zone.DayOf(zone.StartOf(day)) == day;
        });
}
