using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Tests.Validation;

public sealed class ValidationErrorsTests
{
    [Fact]
    public void Add_OfSeveral_KeepsThemByFieldInOrder()
    {
        var errors = new ValidationErrors();

        errors.Add("name", "one");
        errors.Add("creative.text", "two");
        errors.Add("name", "three");
        errors.Add("name", "one");

        Assert.Equal(3, errors.Count);
        Assert.Equal(new Dictionary<string, string[]> { ["name"] = ["one", "three"], ["creative.text"] = ["two"] }, errors.ToDictionary());
    }

    [Fact]
    public void IsEmpty_OfNone_IsTrue()
    {
        var errors = new ValidationErrors();

        Assert.True(errors.IsEmpty && !errors.Has("name"));
    }
}
