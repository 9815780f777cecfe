using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Time;
using CampaignTasks.Testing;

namespace CampaignTasks.Domain.Tests.Schedules;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData("2026-12-01T09:00:00Z", 0)]
    [InlineData("2026-12-01t09:00:00z", 0)]
    [InlineData("2026-12-01T10:00:00+01:00", 0)]
    [InlineData("2026-12-01T04:30:00-04:30", 0)]
    [InlineData("2026-12-01T09:00:01.5Z", 1.5)]
    [InlineData("2026-12-01T09:01Z", 60)]
    public void Instant_WithAnOffset_IsRead(string text, double seconds)
    {
        Assert.True(Instants.TryParse(text, out var instant));
        Assert.Equal((Any.Now.AddSeconds(seconds), TimeSpan.Zero), (instant, instant.Offset));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-12-01T09:00:00")]
    [InlineData("2026-12-01 09:00:00Z")]
    [InlineData("2026-12-01T09:00:00+0100")]
    [InlineData("2026-13-01T09:00:00Z")]
    [InlineData("2026-12-01T24:00:00Z")]
    [InlineData("1796115600")]
    public void Instant_OfAnythingElse_IsRefused(string? text) => Assert.False(Instants.TryParse(text, out _));

    [Fact]
    public void NextOccurrence_AtOnce_IsNow() => Assert.Equal(Any.Now, Schedule.AtOnce.NextOccurrence(Any.Now));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    public void NextOccurrence_OfAStart_IsNeverBeforeNow(int startHours, int expectedHours) =>
        Assert.Equal(Any.Now.AddHours(expectedHours), new Schedule(Any.Now.AddHours(startHours)).NextOccurrence(Any.Now));

    [Theory]
    [InlineData(1, false)]
    [InlineData(-24, false)]
    [InlineData(-25, true)]
    public void HasMissed_AfterTheLatestStart_IsTrue(int startHours, bool missed) =>
        Assert.Equal(missed, new Schedule(Any.Now.AddHours(startHours)).HasMissed(Any.Now));
}
