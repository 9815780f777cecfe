using CampaignTasks.Domain.Rollouts;
using CampaignTasks.Domain.Validation;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Domain.Tests.Rollouts;

public sealed class RolloutDefinitionTests
{
    private static readonly RolloutStageDefinition First = new(1, "PT1H", new HoldLimits(5));
    private static readonly RolloutStageDefinition Last = new(100);

    [Fact]
    public void Check_OfWhatFromWrote_IsTheSameRollout()
    {
        var rollout = Samples.Rollout();

        Assert.Equal(rollout, RolloutDefinition.From(rollout).Check("rollout", new ValidationErrors()));
        Assert.Null(RolloutDefinition.From(null));
    }

    [Fact]
    public void Check_OfOneStage_IsARolloutWithLimitsOnly()
    {
        var errors = new ValidationErrors();

        var rollout = new RolloutDefinition([Last with { HoldIf = new HoldLimits(5) }]).Check("rollout", errors);

        Assert.Empty(errors.ToDictionary());
        Assert.Equal([1_000], rollout!.Sizes(1_000));
    }

    public static TheoryData<string, RolloutStageDefinition?[]?> Faults =>
        new()
        {
            { "rollout.stages", null },
            { "rollout.stages", [] },
            { "rollout.stages", [.. Enumerable.Range(1, 10).Select(i => First with { Percent = i }), Last] },
            { "rollout.stages[0]", [null, Last] },
            { "rollout.stages[0].percent", [First with { Percent = null }, Last] },
            { "rollout.stages[0].percent", [First with { Percent = 0 }, Last] },
            { "rollout.stages[0].percent", [First with { Percent = -1 }, Last] },
            { "rollout.stages[0].percent", [First with { Percent = 0.00001m }, Last] },
            { "rollout.stages[0].percent", [First with { Percent = decimal.MaxValue }, Last] },
            { "rollout.stages[1].percent", [First, First with { Percent = 1 }, Last] },
            { "rollout.stages[1].percent", [First with { Percent = 100 }, Last] },
            { "rollout.stages[1].percent", [First, Last with { Percent = 99.9m }] },
            { "rollout.stages[0].watch", [First with { Watch = null }, Last] },
            { "rollout.stages[0].watch", [First with { Watch = "1 hour" }, Last] },
            { "rollout.stages[0].watch", [First with { Watch = "PT0S" }, Last] },
            { "rollout.stages[0].watch", [First with { Watch = "P31D" }, Last] },
            { "rollout.stages[1].watch", [First, Last with { Watch = "PT1H" }] },
            { "rollout.stages[0].holdIf", [First with { HoldIf = new HoldLimits() }, Last] },
            { "rollout.stages[0].holdIf.failedPercent", [First with { HoldIf = new HoldLimits(100) }, Last] },
            { "rollout.stages[0].holdIf.bouncedPercent", [First with { HoldIf = new HoldLimits(BouncedPercent: -0.1m) }, Last] },
            { "rollout.stages[1].holdIf.unsubscribedPercent", [First, Last with { HoldIf = new HoldLimits(UnsubscribedPercent: 101) }] },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Check_OfAFault_NamesItsField(string field, RolloutStageDefinition?[]? stages)
    {
        var errors = new ValidationErrors();

        Assert.Null(new RolloutDefinition(stages!).Check("rollout", errors));

        Assert.Equal([field], errors.ToDictionary().Keys);
    }

    [Fact]
    public void Check_OfSeveralFaults_NamesAll()
    {
        var errors = new ValidationErrors();

        new RolloutDefinition([new(0, "soon", new HoldLimits()), new(50, "PT1H")]).Check("rollout", errors);

        Assert.Equal(
            [
                "rollout.stages[0].percent",
                "rollout.stages[0].watch",
                "rollout.stages[0].holdIf",
                "rollout.stages[1].percent",
                "rollout.stages[1].watch",
            ],
            errors.ToDictionary().Keys
        );
    }
}
