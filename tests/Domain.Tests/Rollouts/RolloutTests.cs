using CampaignTasks.Domain.Rollouts;
using FsCheck;
using FsCheck.Fluent;

namespace CampaignTasks.Domain.Tests.Rollouts;

public sealed class RolloutTests
{
    private static readonly Arbitrary<(Rollout Rollout, int Recipients)> Rollouts = (
        from percents in Gen.ListOf(Gen.Choose(1, 999_999))
        from recipients in Gen.Frequency((1, Gen.Choose(0, 30)), (3, Gen.Choose(0, 30_000)))
        select (Of([.. percents.Distinct().Order().Select(p => p / 10_000m), 100]), recipients)
    ).ToArbitrary();

    [Theory]
    [InlineData(10_000, new double[] { 1, 100 }, new[] { 100, 9_900 })]
    [InlineData(10_000, new double[] { 1, 10, 100 }, new[] { 100, 900, 9_000 })]
    [InlineData(1_000_000, new[] { 0.0001, 0.1, 100 }, new[] { 1, 999, 999_000 })]
    [InlineData(3, new double[] { 1, 50, 100 }, new[] { 1, 1, 1 })]
    [InlineData(1, new double[] { 1, 50, 100 }, new[] { 1, 0, 0 })]
    [InlineData(0, new double[] { 1, 100 }, new[] { 0, 0 })]
    [InlineData(int.MaxValue, new double[] { 50, 100 }, new[] { 1_073_741_824, 1_073_741_823 })]
    public void Sizes_OfStages_AreExact(int recipients, double[] percents, int[] sizes) =>
        Assert.Equal(sizes, Of([.. percents.Select(percent => (decimal)percent)]).Sizes(recipients));

    [Fact]
    public void Sizes_OfAnyRollout_AddUpToTheRecipients() =>
        Prop.ForAll(Rollouts, one =>
            {
                var sizes = one.Rollout.Sizes(one.Recipients);
                return sizes.Sum() == one.Recipients
                    && sizes.All(size => size >= 0)
                    && (sizes[0] > 0 || one.Recipients == 0)
                    && one.Rollout.Stages.Select((stage, i) => (stage.Percent, End: sizes.Take(i + 1).Sum()))
                        .All(end => end.End - (one.Recipients * end.Percent / 100) is >= 0 and < 1);
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Sampler_OfAnyRollout_FillsEveryStageExactlyAndAlwaysTheSame() =>
        Prop.ForAll(Rollouts, Gen.Choose(0, int.MaxValue).ToArbitrary(), (one, seed) =>
            {
                var sizes = one.Rollout.Sizes(one.Recipients);
                var (first, second) = (new StageSampler(seed, sizes), new StageSampler(seed, sizes));
                int[] stages = [.. Enumerable.Range(0, one.Recipients).Select(_ => first.Next())];
                return sizes.Select((size, stage) => stages.Count(drawn => drawn == stage) == size).All(isExact => isExact)
                    && stages.SequenceEqual(Enumerable.Range(0, one.Recipients).Select(_ => second.Next()));
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Sampler_OfALongList_TakesTheStageFromEveryPartOfIt()
    {
        StageSampler sampler = new(seed: 4_711, [1_000, 9_000]);

        var perTenth = Enumerable.Range(0, 10_000).Select(i => (Tenth: i / 1_000, Stage: sampler.Next())).CountBy(one => one).ToList();

        Assert.All(perTenth.Where(count => count.Key.Stage == 0), count => Assert.InRange(count.Value, 60, 140));
        Assert.Equal(10, perTenth.Count(count => count.Key.Stage == 0));
        Assert.Throws<InvalidOperationException>(() => sampler.Next());
    }

    private static Rollout Of(IReadOnlyList<decimal> percents) =>
        new() { Stages = [.. percents.Select(percent => new RolloutStage(percent, TimeSpan.FromHours(1), HoldIf: null))] };
}
