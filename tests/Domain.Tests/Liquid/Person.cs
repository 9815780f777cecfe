using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Creatives;

namespace CampaignTasks.Domain.Tests.Liquid;

/// <summary>A recipient with every kind of value, and the filling of a text for it.</summary>
internal static class Person
{
    public static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    public static readonly Contact Ann = new()
    {
        TenantId = "t",
        Id = "ann",
        CreatedAt = Now,
        UpdatedAt = Now,
        Addresses = new Dictionary<ChannelKind, string> { [ChannelKind.Email] = "ann@example.net", [ChannelKind.Sms] = "+12025550123" },
        Country = "FR",
        Language = "fr-FR",
        TimeZone = "America/New_York",
        Attributes = new Dictionary<string, AttributeValue>
        {
            ["firstName"] = new AttributeValue.Text("Ann"),
            ["LASTNAME"] = new AttributeValue.Text("Lee"),
            ["company"] = new AttributeValue.Text("<b>Smith & Sons</b>"),
            ["mail"] = new AttributeValue.Text("a+news&x@example.net"),
            ["points"] = new AttributeValue.Number(5.50m),
            ["vip"] = new AttributeValue.Flag(true),
            ["former"] = new AttributeValue.Flag(false),
            ["since"] = new AttributeValue.Text("2026-12-01T02:00:00Z"),
            ["birthday"] = new AttributeValue.Text("1990-12-01"),
            ["lines"] = new AttributeValue.Text("one\ntwo"),
            ["bonus"] = new AttributeValue.Text("42"),
            ["braces"] = new AttributeValue.Text("{{ email }}"),
        },
    };

    public static readonly CreativeRecipient Recipient = new("ann@example.net")
    {
        Contact = Ann,
        Campaign = "spring",
        Now = Now,
    };

    /// <summary>Fills a text of an e-mail.</summary>
    public static CreativeRendering Fill(string text, CreativeRecipient? recipient = null) =>
        CompiledCreative.From(new Creative("s", text, null), ChannelKind.Email).Render(recipient ?? Recipient);

    /// <summary>The filled text of an e-mail.</summary>
    public static string Text(string text, CreativeRecipient? recipient = null) =>
        Assert.IsType<CreativeRendering.Filled>(Fill(text, recipient)).Content.Text!;

    /// <summary>The filled HTML of an e-mail.</summary>
    public static string Html(string html, CreativeRecipient? recipient = null) =>
        Assert
            .IsType<CreativeRendering.Filled>(
                CompiledCreative.From(new Creative("s", null, html), ChannelKind.Email).Render(recipient ?? Recipient)
            )
            .Content.Html!;

    /// <summary>Why a text cannot be filled.</summary>
    public static CreativeRendering.Failed Failure(string text) => Assert.IsType<CreativeRendering.Failed>(Fill(text));

    /// <summary>The recipient with one attribute of this value.</summary>
    public static CreativeRecipient With(string name, AttributeValue value) =>
        Recipient with
        {
            Contact = Ann with { Attributes = new Dictionary<string, AttributeValue> { [name] = value } },
        };
}
