using System.Text.Json;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Events;
using CampaignTasks.Domain.Time;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Tests.Events;

public sealed class EventDefinitionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    private static EventDefinition Good =>
        new()
        {
            Id = "e1",
            Name = " Viewed product ",
            Contact = "c1",
            At = "2026-11-30T13:00:00.9999+02:00",
            Properties = Properties("""{"product":"boots","price":19.90,"isNew":true,"gone":null}"""),
        };

    [Fact]
    public void Event_IsRead_WithItsNameTrimmed_InWholeMilliseconds_WithoutNulls()
    {
        var (submitted, errors) = Check(Good);

        Assert.Empty(errors);
        Assert.Equal(("Viewed product", new DateTimeOffset(2026, 11, 30, 11, 0, 0, 999, TimeSpan.Zero)), (submitted!.Name, submitted.At));
        Assert.Equal(["isNew", "price", "product"], submitted.Properties.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(new AttributeValue.Number(19.90m), submitted.Properties["PRICE"]);
    }

    [Fact]
    public void Event_WithManyFaults_TellsThemAllByField()
    {
        var (submitted, errors) = Check(new() { Properties = Properties("""{"a b":1,"c":[],"d":{"e":1}}""") });

        Assert.Null(submitted);
        Assert.Equal(
            ["at", "contact", "id", "name", "properties.a b", "properties.c", "properties.d"],
            errors.Keys.Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Time_AheadOfTheClock_IsAFault_BeyondAnHour(int millisecondsMore, bool isValid)
    {
        var at = Now.Add(ClockSkew.Most).AddMilliseconds(millisecondsMore);

        var (submitted, errors) = Check(Good with { At = at.ToString("O") });

        Assert.Equal(isValid, submitted is not null);
        Assert.Equal(isValid, errors.Count is 0);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Properties_AreAHundredAtMost(int count, bool isValid)
    {
        var many = Enumerable.Range(0, count).ToDictionary(n => $"p{n}", n => JsonSerializer.SerializeToElement(n));

        Assert.Equal(isValid, Check(Good with { Properties = many }).Event is not null);
    }

    private static Dictionary<string, JsonElement> Properties(string json) =>
        JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!;

    private static (ContactEvent? Event, IReadOnlyDictionary<string, string[]> Errors) Check(EventDefinition definition)
    {
        var errors = new ValidationErrors();
        var submitted = definition.Check(Now, errors);
        return (submitted, errors.ToDictionary());
    }
}
