using CampaignTasks.Domain.Rollouts;
using CampaignTasks.Testing;

namespace CampaignTasks.Domain.Tests.Rollouts;

public sealed class HoldLimitsTests
{
    [Theory]
    [InlineData(5, 0, 0, null)]
    [InlineData(6, 0, 0, "failedPercent")]
    [InlineData(6, 6, 6, "failedPercent")]
    [InlineData(5, 2, 0, null)]
    [InlineData(5, 3, 0, "bouncedPercent")]
    [InlineData(0, 0, 1, "unsubscribedPercent")]
    public void Check_OfFigures_HoldsOnlyAboveTheLimit(int failed, int bounced, int unsubscribed, string? code)
    {
        HoldLimits limits = new(FailedPercent: 5, BouncedPercent: 2.5m, UnsubscribedPercent: 0);

        Assert.Equal(code, limits.Check(new StageFigures(100, failed, bounced, unsubscribed), Any.Now)?.Code);
    }

    [Fact]
    public void Check_OfAPassedLimit_NamesFigureAndLimit()
    {
        var hold = new HoldLimits(FailedPercent: 2.5m).Check(new StageFigures(100, Failed: 3, Bounced: 0, Unsubscribed: 0), Any.Now);

        Assert.Equal(new StageHold("failedPercent", "3 of 100 messages failed, more than 2.5 percent", Any.Now), hold);
    }

    [Theory]
    [InlineData(5, 100, 5)]
    [InlineData(5, 19, 0)]
    [InlineData(0, 1_000_000, 0)]
    [InlineData(0.5, 1_000, 5)]
    public void FailuresAllowed_IsTheMostThatDoesNotHold(double percent, int recipients, int allowed)
    {
        HoldLimits limits = new(FailedPercent: (decimal)percent);

        Assert.Equal(allowed, limits.FailuresAllowed(recipients));
        Assert.Null(limits.Check(new StageFigures(recipients, allowed, 0, 0), Any.Now));
        Assert.NotNull(limits.Check(new StageFigures(recipients, allowed + 1, 0, 0), Any.Now));
    }

    [Fact]
    public void FailuresAllowed_WithoutALimitOfFailures_IsUnknown() =>
        Assert.Null(new HoldLimits(BouncedPercent: 1, UnsubscribedPercent: 1).FailuresAllowed(100));
}
