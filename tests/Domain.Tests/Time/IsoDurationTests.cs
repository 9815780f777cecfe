using CampaignTasks.Domain.Time;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests.Time;

public sealed class IsoDurationTests
{
    [Theory]
    [InlineData("PT0S", 0)]
    [InlineData("PT3S", 3)]
    [InlineData("PT1M30S", 90)]
    [InlineData("PT0.25S", 0.25)]
    [InlineData("PT24H", 86_400)]
    [InlineData("P1D", 86_400)]
    [InlineData("P1W", 604_800)]
    [InlineData("P1DT2H", 93_600)]
    public void TryParse_OfADuration_ReadsIt(string text, double seconds)
    {
        Assert.True(IsoDuration.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("3")]
    [InlineData("00:00:03")]
    [InlineData("PT3")]
    [InlineData("P3S")]
    [InlineData("PTS")]
    [InlineData("PT.S")]
    [InlineData("PT1.2.3S")]
    [InlineData("P1M")]
    [InlineData("P1Y")]
    [InlineData("PT1S1M")]
    [InlineData("PT1S1S")]
    [InlineData("PT1HT1M")]
    [InlineData("-PT1S")]
    [InlineData("PT-1S")]
    [InlineData("pt1s")]
    [InlineData("PT99999999999999999999S")]
    public void TryParse_OfAnythingElse_Refuses(string? text) => Assert.False(IsoDuration.TryParse(text, out _));

    [Property]
    public Property Format_OfAnyDuration_IsReadBack() =>
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue)
                .Two()
                .Select(p => new TimeSpan(((long)p.Item1 * p.Item2) % (400 * TimeSpan.TicksPerDay)))
                .ToArbitrary(),
            d => IsoDuration.TryParse(IsoDuration.Format(d), out var read) && read == d
        );

    [Fact]
    public void Format_OfANegativeDuration_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => IsoDuration.Format(TimeSpan.FromTicks(-1)));
}
