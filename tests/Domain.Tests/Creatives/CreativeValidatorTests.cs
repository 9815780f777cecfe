using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Tests.Creatives;

public sealed class CreativeValidatorTests
{
    private static readonly Dictionary<string, string> Variables = new() { ["1"] = "{{ firstName | default: 'friend' }}" };

    private static readonly CreativeUse Use = new(HasCampaign: false, HasUnsubscribeLink: true);

    public static TheoryData<ChannelKind, Creative> GoodOnes() =>
        new()
        {
            { ChannelKind.Email, new("Hello", "Hi", null) },
            { ChannelKind.Email, new("Hello", null, "<p>Hi</p>") },
            { ChannelKind.Email, new(new string('s', 998), "Hi\r\n\tthere 👋", "<p>Hi {{email}}</p>") },
            { ChannelKind.Email, new("Hello", new string('t', 65_536), new string('h', 262_144)) },
            { ChannelKind.Sms, new(null, new string('t', 1600), null) },
            { ChannelKind.Sms, new(null, "Hi {{phone}}", null) },
            { ChannelKind.Sms, new(null, string.Concat(Enumerable.Repeat("😀", 801)), null) },
            { ChannelKind.Sms, new(null, $"{{% if vip %}}{new string('v', 1000)}{{% else %}}{new string('o', 1000)}{{% endif %}}", null) },
            { ChannelKind.Email, new("Hello {{ firstName | default: 'there' }}", "Stop: {{unsubscribeUrl}}", null) },
            { ChannelKind.Whatsapp, new(null, null, null, "HX1", Variables) },
            { ChannelKind.Telegram, new(null, "Hi", null) },
        };

    public static TheoryData<ChannelKind, Creative, string> BadOnes() =>
        new()
        {
            { ChannelKind.Email, new(null, "Hi", null), "subject" },
            { ChannelKind.Email, new(" ", "Hi", null), "subject" },
            { ChannelKind.Email, new("a\r\nBcc: eve@example.net", "Hi", null), "subject" },
            { ChannelKind.Email, new(new string('s', 999), "Hi", null), "subject" },
            { ChannelKind.Email, new("Hello", null, null), "text" },
            { ChannelKind.Email, new("Hello", "", " "), "text" },
            { ChannelKind.Email, new("Hello", new string('t', 65_537), null), "text" },
            { ChannelKind.Email, new("Hello", new string('é', 32_769), null), "text" },
            { ChannelKind.Email, new("Hello", null, new string('h', 262_145)), "html" },
            { ChannelKind.Email, new("Hello", "Hi", null, "HX1"), "templateId" },
            { ChannelKind.Email, new("Hello", "Hi \0", null), "text" },
            { ChannelKind.Email, new("Hello", "half \uDC4B", null), "text" },
            { ChannelKind.Email, new("Hello", "Hi {{firstName}}", null), "text" },
            { ChannelKind.Email, new("Hello {{phone}}", "Hi", null), "subject" },
            { ChannelKind.Email, new("Hello", "Hi", "{{oops"), "html" },
            { ChannelKind.Sms, new(null, new string('t', 1601), null), "text" },
            { ChannelKind.Sms, new(null, string.Concat(Enumerable.Repeat("😀", 1601)), null), "text" },
            { ChannelKind.Sms, new(null, new string('t', 1601) + "{{ phone }}", null), "text" },
            { ChannelKind.Whatsapp, new(null, new string('t', 1601), null), "text" },
            { ChannelKind.Email, new(new string('é', 500), "Hi", null), "subject" },
            { ChannelKind.Sms, new("Hello", "Hi", null), "subject" },
            { ChannelKind.Sms, new(null, "Hi", "<p>Hi</p>"), "html" },
            { ChannelKind.Sms, new(null, null, null), "text" },
            { ChannelKind.Sms, new(null, "Hi {{email}}", null), "text" },
            { ChannelKind.Whatsapp, new(null, "Hi", null, "HX1"), "templateId" },
            { ChannelKind.Whatsapp, new(null, "Hi", null, null, Variables), "templateVariables" },
            { ChannelKind.Whatsapp, new(null, null, null, new string('H', 101)), "templateId" },
            { ChannelKind.Whatsapp, Template("Hello\nworld"), "templateVariables.1" },
            { ChannelKind.Whatsapp, Template("Hello\r\nworld"), "templateVariables.1" },
            { ChannelKind.Whatsapp, Template("Hello\tworld"), "templateVariables.1" },
            { ChannelKind.Whatsapp, Template("Hello     world"), "templateVariables.1" },
            { ChannelKind.Whatsapp, Template("\u200b"), "templateVariables.1" },
            {
                ChannelKind.Whatsapp,
                new(null, null, null, "HX1", new Dictionary<string, string> { ["1"] = "{{x}}" }),
                "templateVariables.1"
            },
            {
                ChannelKind.Whatsapp,
                new(null, null, null, "HX1", new Dictionary<string, string> { ["1"] = new('v', 1601) }),
                "templateVariables.1"
            },
            { ChannelKind.Whatsapp, new(null, null, null, "HX1", new Dictionary<string, string> { ["1"] = null! }), "templateVariables.1" },
            {
                ChannelKind.Whatsapp,
                new(null, null, null, "HX1", new Dictionary<string, string> { [new('n', 101)] = "v" }),
                "templateVariables"
            },
            {
                ChannelKind.Whatsapp,
                new(null, null, null, "HX1", Enumerable.Range(0, 101).ToDictionary(i => $"{i}", _ => "v")),
                "templateVariables"
            },
        };

    [Theory]
    [MemberData(nameof(GoodOnes))]
    public void Check_OfAGoodCreative_KeepsIt(ChannelKind channel, Creative creative)
    {
        var errors = new ValidationErrors();

        var kept = CreativeValidator.Check(creative, channel, Use, "creative", errors);

        Assert.Empty(errors.ToDictionary());
        Assert.Equal(creative, kept! with { Prepared = null });
    }

    [Theory]
    [MemberData(nameof(BadOnes))]
    public void Check_OfABadCreative_NamesTheField(ChannelKind channel, Creative creative, string field)
    {
        var errors = new ValidationErrors();

        Assert.Null(CreativeValidator.Check(creative, channel, Use, "creative", errors));

        Assert.Equal([$"creative.{field}"], errors.ToDictionary().Keys);
        Assert.All(errors.ToDictionary().Values.SelectMany(m => m), message => Assert.Contains(':', message));
    }

    [Fact]
    public void Check_OfBlankParts_LeavesThemOut() =>
        Assert.Equal(
            new Creative("Hello", "Hi", null),
            CreativeValidator.Check(
                new Creative("Hello", "Hi", " ", "", new Dictionary<string, string>()),
                ChannelKind.Email,
                Use,
                "creative",
                new ValidationErrors()
            )
        );

    [Fact]
    public void Check_OfAnUnsubscribeLinkThatIsNotThere_NamesTheSetting()
    {
        var errors = new ValidationErrors();
        var creative = new Creative("s", "Stop: {{unsubscribeUrl}}", "<a href=\"{{unsubscribeUrl}}\">Unsubscribe</a>");

        CreativeValidator.Check(creative, ChannelKind.Email, Use with { HasUnsubscribeLink = false }, "creative", errors);

        Assert.Equal(["creative.text", "creative.html"], errors.ToDictionary().Keys);
        Assert.All(errors.ToDictionary().Values, m =>
            Assert.Contains("CampaignTasks__PublicBaseUrl", m.Single(), StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Check_OfTheCampaign_NeedsADefaultOnlyWithoutOne()
    {
        var creative = new Creative("s", "From {{campaign}}", null);

        Assert.NotNull(CreativeValidator.Check(creative, ChannelKind.Email, Use with { HasCampaign = true }, "creative", new()));
        Assert.Null(CreativeValidator.Check(creative, ChannelKind.Email, Use, "creative", new()));
    }

    private static Creative Template(string value) => new(null, null, null, "HX1", new Dictionary<string, string> { ["1"] = value });
}
