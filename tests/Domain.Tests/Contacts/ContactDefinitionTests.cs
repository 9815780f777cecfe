using System.Text.Json;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Validation;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests.Contacts;

public sealed class ContactDefinitionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"firstName":"Ann","FIRSTNAME":"Bob"}""")]
    [InlineData("""{"firstname":null,"firstName":"Bob"}""")]
    public void Attributes_WhoseNamesDifferInCaseOnly_AreAFault(string attributes)
    {
        var (_, errors) = Check(Attributes(attributes));

        Assert.Contains("are one name", Assert.Single(Assert.Single(errors).Value), StringComparison.Ordinal);
    }

    [Fact]
    public void Attribute_WrittenWithAnotherCase_IsTheSame_AndKeepsItsFirstSpelling()
    {
        var (before, _) = Check(Attributes("""{"firstName":"Ann","vip":true}"""));

        var (after, _) = Check(Attributes("""{"FIRSTNAME":"Bob"}"""), before);
        var (without, _) = Check(Attributes("""{"FirstName":null}"""), before);

        Assert.Equal(["firstName", "vip"], after!.Attributes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(new AttributeValue.Text("Bob"), after.Attributes["FIRSTname"]);
        Assert.Equal(["vip"], without!.Attributes.Keys);
    }

    [Property]
    public Property Attributes_OfAnySpelling_AreOneForEachName() =>
        Prop.ForAll(Gen.Elements("firstName", "FIRSTNAME", "firstname", "vip", "VIP", "x_1", "X_1").ListOf().ToArbitrary(), names =>
        {
            Contact? contact = null;
            foreach (var (i, name) in names.Index())
            {
                contact = Check(
                    new() { Attributes = new Dictionary<string, JsonElement> { [name] = JsonSerializer.SerializeToElement(i) } },
                    contact
                ).Contact!;
            }

            return names
                .Index()
                .GroupBy(name => name.Item.ToUpperInvariant())
                .All(same =>
                    contact!.Attributes[same.Last().Item] == new AttributeValue.Number(same.Last().Index)
                    && contact.Attributes.ContainsKey(same.Key)
                    && contact.Attributes.Keys.Count(key => key.Equals(same.Key, StringComparison.OrdinalIgnoreCase)) == 1
                    && contact.Attributes.Keys.Contains(same.First().Item, StringComparer.Ordinal)
                );
        });

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("\u200B")]
    public void Address_ThatIsEmpty_IsAFaultThatNamesNull(string text)
    {
        var before = Check(new() { Addresses = new Dictionary<string, string?> { ["email"] = "ann@example.net" } }).Contact;

        foreach (var name in new[] { "email", "phone" })
        {
            var (_, errors) = Check(new() { Addresses = new Dictionary<string, string?> { [name] = text } }, before);
            Assert.Contains("Null removes it", Assert.Single(errors[$"addresses.{name}"]), StringComparison.Ordinal);
        }

        var (removed, _) = Check(new() { Addresses = new Dictionary<string, string?> { ["email"] = null } }, before);
        Assert.Empty(removed!.Addresses);
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public void Attribute_IsCountedInCharacters(int length, bool isGood)
    {
        var emoji = string.Concat(Enumerable.Repeat("😀", length));

        var (contact, _) = Check(
            new() { Attributes = new Dictionary<string, JsonElement> { ["mood"] = JsonSerializer.SerializeToElement(emoji) } }
        );

        Assert.Equal(isGood, contact is not null);
    }

    [Theory]
    [InlineData("UK", "GB")]
    [InlineData("uk", "GB")]
    [InlineData("EN", "GB")]
    [InlineData("SU", "RU")]
    [InlineData("EL", "GR")]
    [InlineData("USA", "US")]
    [InlineData("DEU", "DE")]
    [InlineData("fra", "FR")]
    [InlineData("Germany", "DE")]
    [InlineData("Deutschland", "DE")]
    [InlineData("Great Britain", "GB")]
    [InlineData("United States", "US")]
    [InlineData("Holland", "NL")]
    [InlineData("España", "ES")]
    public void Country_ThatIsNoCode_SuggestsTheOneThatIsMeant(string typed, string code)
    {
        var (_, errors) = Check(new() { Country = typed });

        Assert.Contains($"did you mean {code}?", Assert.Single(errors["country"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("XX")]
    [InlineData("Atlantis")]
    [InlineData("F")]
    public void Country_ThatIsNone_SaysWhatACodeIs(string typed) =>
        Assert.Contains(
            "two letters by ISO 3166",
            Assert.Single(Check(new() { Country = typed }).Errors["country"]),
            StringComparison.Ordinal
        );

    private static (Contact? Contact, Dictionary<string, string[]> Errors) Check(ContactDefinition definition, Contact? before = null)
    {
        var errors = new ValidationErrors();
        var contact = definition.Check(new ContactId("t", "ann"), before, homeCountry: null, isPatch: true, Now, errors);
        return (contact, errors.ToDictionary());
    }

    private static ContactDefinition Attributes(string json) =>
        new() { Attributes = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json) };
}
