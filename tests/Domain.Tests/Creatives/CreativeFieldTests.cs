using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Tests.Liquid;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Tests.Creatives;

/// <summary>The fields of each channel, and the addresses among them.</summary>
public sealed class CreativeFieldTests
{
    public static TheoryData<ChannelKind, Creative, string> Unknown =>
        new()
        {
            {
                ChannelKind.Sms,
                new Creative(null, "Hi", null) { Title = "T" },
                "title"
            },
            {
                ChannelKind.Sms,
                new Creative(null, "Hi", null) { ImageUrl = "https://a.example/b.png" },
                "imageUrl"
            },
            {
                ChannelKind.Sms,
                new Creative(null, "Hi", null) { Preheader = "P" },
                "preheader"
            },
            {
                ChannelKind.Sms,
                new Creative(null, "Hi", null) { InlineStyles = true },
                "inlineStyles"
            },
            {
                ChannelKind.Email,
                new Creative("s", "Hi", null) { Title = "T" },
                "title"
            },
            { ChannelKind.Email, new Creative("s", "Hi", null, "HX1"), "templateId" },
            {
                ChannelKind.Push,
                new Creative("s", "Hi", null) { Title = "T" },
                "subject"
            },
            {
                ChannelKind.Inbox,
                new Creative(null, "Hi", "<b>Hi</b>") { Title = "T" },
                "html"
            },
        };

    [Theory]
    [MemberData(nameof(Unknown))]
    public void Check_OfAFieldThatTheChannelLacks_NamesItAndWhatTheChannelHas(ChannelKind channel, Creative creative, string field)
    {
        var errors = Faults(channel, creative);

        Assert.Equal([$"creative.{field}"], errors.Keys);
        Assert.Contains(
            $"A creative for {EnumNames.Of(channel)} has no {field}",
            errors.Values.Single().Single(),
            StringComparison.Ordinal
        );
        Assert.Contains("It may have ", errors.Values.Single().Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OfAPushMessage_KeepsTitleImageAndAddress()
    {
        var creative = new Creative(null, "Hi {{ address }}", null)
        {
            Title = "News",
            ImageUrl = "https://a.example/b.png",
            RedirectUrl = "https://a.example/{{ address | url_encode }}",
        };

        Assert.Empty(Faults(ChannelKind.Push, creative));
        var filled = Assert.IsType<CreativeRendering.Filled>(
            CompiledCreative.From(creative, ChannelKind.Push).Render(new CreativeRecipient("a b"))
        );
        Assert.Equal(
            ("News", "https://a.example/b.png", "https://a.example/a+b"),
            (filled.Content.Title, filled.Content.ImageUrl, filled.Content.RedirectUrl)
        );
    }

    [Fact]
    public void Redirection_InATextOfTheSameCreative_IsFilledFirst()
    {
        var creative = new Creative("s", "Go: {{ redirectUrl }}", "<a href=\"{{ redirectUrl }}\">Go</a>")
        {
            RedirectUrl = "https://a.example/?e={{ email | url_encode }}&x=1",
        };

        Assert.Empty(Faults(ChannelKind.Email, creative));
        var filled = Assert.IsType<CreativeRendering.Filled>(
            CompiledCreative.From(creative, ChannelKind.Email).Render(new CreativeRecipient("a+b@example.net"))
        );
        Assert.Equal("Go: https://a.example/?e=a%2Bb%40example.net&x=1", filled.Content.Text);
        Assert.Equal("<a href=\"https://a.example/?e=a%2Bb%40example.net&amp;x=1\">Go</a>", filled.Content.Html);
    }

    [Fact]
    public void Redirection_ThatTheCreativeLacks_NeedsADefault() =>
        Assert.Equal(["creative.text"], Faults(ChannelKind.Email, new Creative("s", "Go: {{ redirectUrl }}", null)).Keys);

    [Theory]
    [InlineData("https://a.example")]
    [InlineData("http://a.example:8080/b?c#d")]
    [InlineData("https://a.example/{{ address }}")]
    [InlineData("HTTPS://A.example/x")]
    public void Check_OfAnAddressOfTheWeb_KeepsIt(string url) =>
        Assert.Empty(Faults(ChannelKind.Sms, new Creative(null, "Hi", null) { RedirectUrl = url }));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://a.example/b")]
    [InlineData("data:text/html,hi")]
    [InlineData("/relative")]
    [InlineData("a.example/b")]
    [InlineData("https://")]
    [InlineData("https:///b")]
    [InlineData("{{ address }}")]
    [InlineData("https://{{ address }}/b")]
    [InlineData("https://a.example{{ address }}")]
    [InlineData("{{ address }}://a.example/")]
    [InlineData("https://a.example/b c")]
    [InlineData("https://a.example/\u0001")]
    public void Check_OfAnyOtherAddress_IsRefused(string url) =>
        Assert.Equal(["creative.redirectUrl"], Faults(ChannelKind.Sms, new Creative(null, "Hi", null) { RedirectUrl = url }).Keys);

    [Fact]
    public void Check_OfAnAddressOfMoreThan2048Characters_IsRefused() =>
        Assert.Equal(
            ["creative.redirectUrl"],
            Faults(ChannelKind.Sms, new Creative(null, "Hi", null) { RedirectUrl = $"https://a.example/{new string('x', 2048)}" }).Keys
        );

    [Fact]
    public void Check_OfAPreheaderWithoutHtml_IsRefused() =>
        Assert.Equal(["creative.preheader"], Faults(ChannelKind.Email, new Creative("s", "t", null) { Preheader = "P" }).Keys);

    private static Dictionary<string, string[]> Faults(ChannelKind channel, Creative creative)
    {
        var errors = new ValidationErrors();
        CreativeValidator.Check(creative, channel, new CreativeUse(false, true), "creative", errors);
        return errors.ToDictionary();
    }
}
