using System.Net;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Tests.Liquid;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests.Creatives;

public sealed class CompiledCreativeTests
{
    private static readonly Uri Link = new("https://tasks.example.com/api/unsubscribe/a&b");

    [Fact]
    public void Render_OfAnAddress_FillsEveryPart()
    {
        var creative = new Creative("To {{email}}", "Hi {{ firstName | default: 'there' }}, {{address}}", "<b>{{email}}</b>");

        Assert.Equal(
            new RenderedCreative("To o'neil@example.net", "Hi there, o'neil@example.net", "<b>o&#39;neil@example.net</b>"),
            Filled(creative, ChannelKind.Email, new CreativeRecipient("o'neil@example.net"))
        );
    }

    [Fact]
    public void Render_OfATemplateOfTheProvider_FillsItsVariablesOnOneLine()
    {
        var variables = new Dictionary<string, string>
        {
            ["1"] = "{{phone}}",
            ["2"] = "{{ lines | default: 'x' }}",
            ["3"] = "{{ wide | default: 'x' }}",
        };
        var contact = Person.Ann with
        {
            Attributes = new Dictionary<string, AttributeValue>
            {
                ["lines"] = new AttributeValue.Text("one\r\ntwo\tthree"),
                ["wide"] = new AttributeValue.Text("a             b"),
            },
        };

        var rendered = Filled(
            new Creative(null, null, null, "HX1", variables),
            ChannelKind.Whatsapp,
            new CreativeRecipient("+14255550123") { Contact = contact }
        );

        Assert.Equal(("HX1", null), (rendered.TemplateId, rendered.Text));
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["1"] = "+14255550123",
                ["2"] = "one two three",
                ["3"] = "a b",
            },
            rendered.TemplateVariables
        );
    }

    [Property]
    public bool Render_InHtml_LetsNoValueBecomeMarkup(NonEmptyString value)
    {
        var creative = new Creative("s", null, "<p>{{ x | default: '-' }}</p>");
        var html = Filled(creative, ChannelKind.Email, Person.With("x", new AttributeValue.Text(value.Get))).Html!;
        var inner = html["<p>".Length..^"</p>".Length];
        return !inner.AsSpan().ContainsAny("<>\"'")
            && (inner == "-" || WebUtility.HtmlDecode(inner) == WebUtility.HtmlDecode(WebUtility.HtmlEncode(value.Get)));
    }

    [Property]
    public Property Render_InTheSubject_LetsNoValueBreakTheLine() =>
        Prop.ForAll(
            Gen.Elements("\r", "\n", "\u2028", "\u0085", "\0", "a", "é", " ").ListOf().Select(p => string.Concat(p)).ToArbitrary(),
            value =>
                Filled(
                    new Creative("Hi {{ x | default: '-' }}", "t", null),
                    ChannelKind.Email,
                    Person.With("x", new AttributeValue.Text(value))
                )
                    .Subject!.All(c => !char.IsControl(c) && c is not '\u2028')
        );

    [Theory]
    [InlineData(ChannelKind.Email, "subject", 499, true)]
    [InlineData(ChannelKind.Email, "subject", 500, false)]
    [InlineData(ChannelKind.Sms, "text", 1600, true)]
    [InlineData(ChannelKind.Sms, "text", 1601, false)]
    [InlineData(ChannelKind.Whatsapp, "text", 1601, false)]
    public void Render_OfATextThatGrowsTooLong_FailsForThatRecipient(ChannelKind channel, string part, int letters, bool isSent)
    {
        var creative = part is "subject"
            ? new Creative("{{ x | default: 'a' }}", "t", null)
            : new Creative(null, "{{ x | default: 'a' }}", null);
        var recipient = Person.With("x", new AttributeValue.Text(new string('é', letters)));

        var rendering = CompiledCreative.From(creative, channel).Render(recipient);

        if (isSent)
        {
            Assert.IsType<CreativeRendering.Filled>(rendering);
        }
        else
        {
            var failed = Assert.IsType<CreativeRendering.Failed>(rendering);
            Assert.Equal(("tooLong", part), (failed.Code, failed.Part));
        }
    }

    [Fact]
    public void Render_OfNothing_Fails()
    {
        Assert.IsType<CreativeRendering.Failed>(Person.Fill("{% if nickName %}Hi{% endif %}"));
        Assert.Equal(
            "emptySubject",
            Assert
                .IsType<CreativeRendering.Failed>(
                    CompiledCreative.From(new Creative("{{ x | default: ' ' }}", "t", null), ChannelKind.Email).Render(Person.Recipient)
                )
                .Code
        );
    }

    [Fact]
    public void Render_WithALink_ShowsItOnce()
    {
        var recipient = Person.Recipient with { Unsubscribe = Link };

        Assert.Equal($"Stop: {Link}", Text("Stop: {{ unsubscribeUrl }}", recipient));
        Assert.Equal($"Hi\n\n--\nUnsubscribe: {Link}", Text("Hi", recipient));
        Assert.Equal($"Hi\n\n--\nUnsubscribe: {Link}", Text("Hi{% if former %} {{ unsubscribeUrl }}{% endif %}", recipient));
        Assert.Equal(
            "<a href=\"https://tasks.example.com/api/unsubscribe/a&amp;b\">stop</a>",
            Filled(new Creative("s", null, "<a href=\"{{ unsubscribeUrl }}\">stop</a>"), ChannelKind.Email, recipient).Html
        );
        Assert.Contains(
            "a&amp;b",
            Filled(new Creative("s", null, "<body>Hi</body>"), ChannelKind.Email, recipient).Html,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Render_OfALinkThatIsGone_FailsInsteadOfShowingNothing() =>
        Assert.Equal("noUnsubscribeLink", Person.Failure("Stop: {{ unsubscribeUrl }}").Code);

    [Fact]
    public void From_AFaultyCreative_ThrowsWithTheFault()
    {
        var error = Assert.Throws<InvalidOperationException>(() =>
            CompiledCreative.From(new Creative("s", "{{phone|none}}", null), ChannelKind.Email)
        );

        Assert.Contains("{{ phone | default: \"none\" }}", error.Message, StringComparison.Ordinal);
    }

    private static string? Text(string text, CreativeRecipient recipient) =>
        Filled(new Creative("s", text, null), ChannelKind.Email, recipient).Text;

    private static RenderedCreative Filled(Creative creative, ChannelKind channel, CreativeRecipient recipient) =>
        Assert.IsType<CreativeRendering.Filled>(CompiledCreative.From(creative, channel).Render(recipient)).Content;
}
