using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests.Tasks;

public sealed class RunIdTests
{
    [Property]
    public Property ToString_OfAnyRun_IsReadBackInEitherCase() =>
        Prop.ForAll(Gen.Choose(0, (1 << 30) - 1).Two().Select(p => new RunId(((long)p.Item1 << 30) | (uint)p.Item2)).ToArbitrary(), id =>
            id.ToString().Length == 12
            && RunId.TryParse(id.ToString(), out var lower)
            && lower == id
            && RunId.TryParse(id.ToString().ToUpperInvariant(), out var upper)
            && upper == id
        );

    [Theory]
    [InlineData(0, "000000000000")]
    [InlineData((1L << 60) - 1, "zzzzzzzzzzzz")]
    [InlineData(32, "000000000010")]
    public void ToString_AtTheLimits_IsKnown(long number, string text) => Assert.Equal(text, new RunId(number).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00000000000")]
    [InlineData("0000000000000")]
    [InlineData("00000000000u")]
    [InlineData("00000000000-")]
    public void TryParse_OfAnythingElse_Refuses(string? text) => Assert.False(RunId.TryParse(text, out _));

    [Fact]
    public void Of_TheSameOccurrence_IsTheSameRunInAnyZone() =>
        Assert.Equal(RunId.From("t", "k", Any.Now), RunId.From("t", "k", Any.Now.ToOffset(TimeSpan.FromHours(5))));

    [Fact]
    public void Of_AnotherTenantTaskOrOccurrence_IsAnotherRun()
    {
        RunId[] ids =
        [
            RunId.From("t", "k", Any.Now),
            RunId.From("u", "k", Any.Now),
            RunId.From("t", "l", Any.Now),
            RunId.From("t", "k", Any.Now.AddTicks(1)),
        ];

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1L << 60)]
    public void RunId_OutOfRange_Throws(long number) => Assert.Throws<ArgumentOutOfRangeException>(() => new RunId(number));
}
