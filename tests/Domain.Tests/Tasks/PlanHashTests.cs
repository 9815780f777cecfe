using System.Reflection;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Domain.Tests.Tasks;

public sealed class PlanHashTests
{
    /// <summary>Every part of a plan, also one that is new.</summary>
    public static TheoryData<string> Parts =>
        [
            .. typeof(TaskPlan)
                .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Select(property => property.Name),
        ];

    [Fact]
    public void Hash_OfPlansBuiltTwice_IsTheSame()
    {
        Assert.Equal(PlanHash.Of(Samples.Plan()), PlanHash.Of(Samples.Plan()));
        Assert.Equal(PlanHash.Of(Samples.OtherPlan()), PlanHash.Of(Samples.OtherPlan()));
        Assert.Matches("^[0-9a-f]{64}$", PlanHash.Of(Samples.Plan()));
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Hash_OfPlansThatDifferInOnePart_DiffersUnlessItIsTheName(string part)
    {
        var plan = Samples.Plan();
        var changed = plan with { };
        var property = typeof(TaskPlan).GetProperty(part)!;
        property.SetValue(changed, property.GetValue(Samples.OtherPlan()));

        Assert.Equal(part is nameof(TaskPlan.Name), PlanHash.Of(plan) == PlanHash.Of(changed));
    }

    [Fact]
    public void Hash_OfVariablesInAnotherOrder_IsTheSame()
    {
        var plan = Samples.Plan();
        var one = plan with { Creatives = Template([("1", "a"), ("2", "b")]) };
        var other = plan with { Creatives = Template([("2", "b"), ("1", "a")]) };

        Assert.Equal(PlanHash.Of(one), PlanHash.Of(other));
        Assert.NotEqual(PlanHash.Of(one), PlanHash.Of(plan with { Creatives = Template([("1", "b"), ("2", "a")]) }));
    }

    [Fact]
    public void Hash_OfAnotherRuleOfTheSavedAudience_Differs()
    {
        var plan = Samples.Plan() with { Audience = new SavedAudience("audience") };

        var hash = PlanHash.Of(plan, new Segment(new SegmentRule { Countries = ["FR"] }));

        Assert.NotEqual(hash, PlanHash.Of(plan));
        Assert.NotEqual(hash, PlanHash.Of(plan, new Segment(new SegmentRule { Countries = ["JP"] })));
    }

    private static PlannedCreative[] Template((string Name, string Value)[] variables) =>
        [new(new Creative(null, null, null, "HX1", variables.ToDictionary(variable => variable.Name, variable => variable.Value)))];
}
