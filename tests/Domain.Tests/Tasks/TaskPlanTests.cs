using System.Reflection;
using System.Text.Json;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Validation;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Domain.Tests.Tasks;

/// <summary>Every part of a plan is compared and copied, also one that is new.</summary>
public sealed class TaskPlanTests
{
    public static TheoryData<string> Parts => Properties<TaskPlan>();

    public static TheoryData<string> CreativeParts => Properties<Creative>();

    [Theory]
    [MemberData(nameof(Parts))]
    public void ChangedParts_WhenOnePartDiffers_NamesIt(string part)
    {
        var plan = Samples.Plan();

        var changed = Changed(plan, Samples.OtherPlan(), part);

        Assert.NotEqual(plan, changed);
        Assert.Equal([JsonNamingPolicy.CamelCase.ConvertName(part)], plan.ChangedParts(changed));
    }

    [Fact]
    public void ChangedParts_OfPlansBuiltTwice_AreNone()
    {
        Assert.Empty(Samples.OtherPlan().ChangedParts(Samples.OtherPlan()));
        Assert.Equal(Samples.OtherPlan(), Samples.OtherPlan());
        Assert.Equal(Samples.OtherPlan().GetHashCode(), Samples.OtherPlan().GetHashCode());
    }

    [Fact]
    public void Equals_OfBuyersBuiltTwice_IsTrue() => Assert.Equal(Buyers("FR"), Buyers("FR"));

    [Fact]
    public void Equals_OfBuyersOfOtherCountries_IsFalse() => Assert.NotEqual(Buyers("FR"), Buyers("JP"));

    [Theory]
    [MemberData(nameof(CreativeParts))]
    public void Equals_OfCreativesThatDifferInOnePart_IsFalse(string part)
    {
        var creative = new Creative("Hello", "Hi", "<b>Hi</b>", "HX1", new Dictionary<string, string> { ["1"] = "a" })
        {
            Languages = new Dictionary<string, Creative> { ["fr"] = new(null, "Salut", null) },
        };
        var other = new Creative("Other", "Other", "Other", "HX2", new Dictionary<string, string> { ["1"] = "b" })
        {
            Title = "Other",
            Preheader = "Other",
            ImageUrl = "https://other.example",
            RedirectUrl = "https://other.example",
            InlineStyles = true,
            Languages = new Dictionary<string, Creative> { ["fr"] = new(null, "Bonjour", null) },
            Prepared = new("Other", null),
        };

        Assert.NotEqual(creative, Changed(creative, other, part));
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Copy_OfATask_KeepsThePart(string part)
    {
        var task = Samples.Task(Samples.OtherPlan());

        var copy = task.Copy("new", Samples.Now);

        Assert.Equal(Value(task.Plan, part), Value(copy.Plan, part));
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Edit_OfOnePart_TakesItAndNamesIt(string part)
    {
        var task = Samples.Task();
        var plan = Changed(task.Plan, Samples.OtherPlan(), part);
        if (part is nameof(TaskPlan.Channel) or nameof(TaskPlan.Accounts))
        {
            Assert.Throws<ArgumentException>(() => task.Edit(plan, Samples.Now));
            return;
        }

        var edited = task.Edit(plan, Samples.Now);

        Assert.Equal(plan, edited.Plan);
        Assert.Equal([JsonNamingPolicy.CamelCase.ConvertName(part)], Assert.Single(edited.PendingEvents).Changed);
        Assert.Equal(part is nameof(TaskPlan.Name) or nameof(TaskPlan.Campaign) ? 1 : 2, edited.PlanVersion);
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void From_APlan_ChecksToTheSamePlan(string part)
    {
        var errors = new ValidationErrors();
        var plan = Samples.OtherPlan();

        var good = TaskDefinition.From(plan).Check(Samples.Now, errors, plan);

        Assert.Empty(errors.ToDictionary());
        Assert.Equal(Value(plan, part), Value(good!.Plan, part));
    }

    private static Buyers Buyers(string country) =>
        new(new BuyersFilter(["p1"], Any.Now, null, [OrderStatus.Successful], [country], ["spring"], ["p2"]));

    private static object? Value<T>(T from, string part) => typeof(T).GetProperty(part)!.GetValue(from);

    private static T Changed<T>(T plan, T other, string part)
        where T : class
    {
        var copy = (T)typeof(T).GetMethod("<Clone>$")!.Invoke(plan, null)!;
        typeof(T).GetProperty(part)!.SetValue(copy, Value(other, part));
        return copy;
    }

    private static TheoryData<string> Properties<T>() =>
        [
            .. typeof(T)
                .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Select(property => property.Name),
        ];
}
