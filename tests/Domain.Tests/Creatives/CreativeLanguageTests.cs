using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Tests.Liquid;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Tests.Creatives;

/// <summary>The language in which a recipient reads a creative.</summary>
public sealed class CreativeLanguageTests
{
    private static readonly Creative Greeting = new("Hello", "Good day", null)
    {
        Languages = new Dictionary<string, Creative>
        {
            ["fr"] = new("Bonjour", "Bonne journée", null),
            ["fr-CA"] = new("Allô", null, null),
            ["pt-BR"] = new("Olá", null, null),
            ["en"] = new(null, null, null),
        },
    };

    [Theory]
    [InlineData("fr", null, "Bonjour")]
    [InlineData("fr-FR", null, "Bonjour")]
    [InlineData("FR-ca", null, "Allô")]
    [InlineData("fr-CA-x-quebec", null, "Allô")]
    [InlineData("pt-BR", null, "Olá")]
    [InlineData("pt", null, "Hello")]
    [InlineData("pt-PT", "fr", "Bonjour")]
    [InlineData("de", null, "Hello")]
    [InlineData("de", "fr", "Bonjour")]
    [InlineData("en-GB", "fr", "Hello")]
    [InlineData("fra", null, "Hello")]
    [InlineData(null, "fr-BE", "Bonjour")]
    [InlineData(null, "it", "Hello")]
    [InlineData(null, null, "Hello")]
    public void Render_ForAContactOfALanguage_TakesTheNearestVariant(string? contact, string? tenant, string subject)
    {
        var recipient = new CreativeRecipient("ann@example.net")
        {
            Contact = Person.Ann with { Language = contact },
            HomeLanguage = tenant,
        };

        Assert.Equal(subject, Filled(Greeting, recipient).Subject);
    }

    [Fact]
    public void Render_OfAVariantThatLacksAPart_TakesItFromTheCreative()
    {
        var canadian = Filled(Greeting, new CreativeRecipient("ann@example.net") { Contact = Person.Ann with { Language = "fr-CA" } });

        Assert.Equal(("Allô", "Good day"), (canadian.Subject, canadian.Text));
    }

    [Fact]
    public void Render_ForAnAddressWithoutAContact_TakesTheTenantsLanguage() =>
        Assert.Equal("Bonjour", Filled(Greeting, new CreativeRecipient("ann@example.net") { HomeLanguage = "fr" }).Subject);

    [Theory]
    [InlineData("french", "languages.french")]
    [InlineData("f", "languages.f")]
    [InlineData("fr_FR", "languages.fr_FR")]
    [InlineData("", "languages.")]
    public void Check_OfAnUnknownTag_NamesIt(string tag, string field) =>
        Assert.Equal(
            [$"creative.{field}"],
            Faults(new("s", "t", null) { Languages = new Dictionary<string, Creative> { [tag] = new("s", "t", null) } })
        );

    [Fact]
    public void Check_OfAFaultInAVariant_NamesTheVariant() =>
        Assert.Equal(
            ["creative.languages.fr.text"],
            Faults(new("s", "t", null) { Languages = new Dictionary<string, Creative> { ["fr"] = new(null, "{{ oops", null) } })
        );

    [Fact]
    public void Check_OfAFieldThatTheChannelLacks_NamesItInTheVariant() =>
        Assert.Equal(
            ["creative.languages.fr.title"],
            Faults(new("s", "t", null) { Languages = new Dictionary<string, Creative> { ["fr"] = new(null, null, null) { Title = "T" } } })
        );

    [Fact]
    public void Check_OfTheSameLanguageInOtherLetters_IsRefused() =>
        Assert.Equal(
            ["creative.languages.FR"],
            Faults(
                new("s", "t", null)
                {
                    Languages = new Dictionary<string, Creative> { ["fr"] = new("a", null, null), ["FR"] = new("b", null, null) },
                }
            )
        );

    [Fact]
    public void Check_OfMoreThanTwentyLanguages_IsRefused() =>
        Assert.Equal(
            ["creative.languages"],
            Faults(
                new("s", "t", null)
                {
                    Languages = Enumerable.Range(0, 21).ToDictionary(i => $"a{(char)('a' + i)}", _ => new Creative("s", null, null)),
                }
            )
        );

    [Fact]
    public void Check_OfLanguagesThatAreTooLargeTogether_IsRefused()
    {
        var large = new string('x', 60 * 1024);
        var creative = new Creative("s", large, null)
        {
            Languages = Enumerable.Range(0, 9).ToDictionary(i => $"a{(char)('a' + i)}", _ => new Creative(null, large, null)),
        };

        Assert.Equal(["creative"], Faults(creative));
    }

    private static List<string> Faults(Creative creative)
    {
        var errors = new ValidationErrors();
        Assert.Null(CreativeValidator.Check(creative, ChannelKind.Email, new CreativeUse(false, true), "creative", errors));
        return [.. errors.ToDictionary().Keys];
    }

    private static RenderedCreative Filled(Creative creative, CreativeRecipient recipient) =>
        Assert.IsType<CreativeRendering.Filled>(CompiledCreative.From(creative, ChannelKind.Email).Render(recipient)).Content;
}
