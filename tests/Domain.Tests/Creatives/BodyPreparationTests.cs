using System.Net;
using System.Net.Sockets;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Tests.Liquid;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Tests.Creatives;

/// <summary>What becomes of an e-mail's HTML when its creative is checked.</summary>
public sealed class BodyPreparationTests
{
    [Theory]
    [InlineData("<p>Hello</p><p>World</p>", "Hello\n\nWorld")]
    [InlineData("Hi<br>there", "Hi\nthere")]
    [InlineData("<h1>News</h1><ul><li>One</li><li>Two</li></ul>", "News\n\n- One\n- Two")]
    [InlineData("<a href=\"https://shop.example/a?b=1&amp;c=2\">Shop</a>", "Shop (https://shop.example/a?b=1&c=2)")]
    [InlineData("<a href=\"https://shop.example\">https://shop.example</a>", "https://shop.example")]
    [InlineData("<a href=\"mailto:a@b.example\">a@b.example</a>", "a@b.example")]
    [InlineData("<a href=\"#top\">Top</a>", "Top")]
    [InlineData("<img src=\"a.png\" alt=\"A boot\"><img src=\"b.png\">", "A boot")]
    [InlineData("<head><title>T</title><style>p{}</style></head><body><script>x()</script><p>Text</p></body>", "Text")]
    [InlineData("<div style=\"display: none\">secret</div><div>shown</div>", "shown")]
    [InlineData("<p hidden>secret</p>shown", "shown")]
    [InlineData("<p>a   b\n\tc&nbsp;d</p>", "a b c d")]
    [InlineData("&lt;b&gt; &amp; &eacute;", "<b> & é")]
    [InlineData("<table><tr><td>A</td><td>1</td></tr><tr><td>B</td><td>2</td></tr></table>", "A 1\nB 2")]
    [InlineData("<!-- a comment --><p>Text</p>", "Text")]
    [InlineData("one<hr>two", "one\n\n---\ntwo")]
    public void Text_MadeFromHtml_SaysTheSame(string html, string text) => Assert.Equal(text, Text(html));

    [Theory]
    [InlineData("<p>Hi {{ firstName | default: \"there\" }}</p>", "Hi {{ firstName | default: \"there\" }}")]
    [InlineData("<a href=\"https://x.example?e={{ email | url_encode }}\">Go</a>", "Go (https://x.example?e={{ email | url_encode }})")]
    [InlineData("<p>{{ company | default: \"Smith &amp; Sons\" }}</p>", "{{ company | default: \"Smith & Sons\" }}")]
    [InlineData("<p>{% if vip %}Dear{% else %}Hi{% endif %} you</p>", "{% if vip %}Dear{% else %}Hi{% endif %} you")]
    [InlineData("<p title=\"{{ email }}\">x</p>", "x")]
    [InlineData("<!-- {{ email }} -->x", "x")]
    [InlineData("<p>{% raw %}<b>{{ x }}</b>{% endraw %}</p>", "{% raw %}<b>{{ x }}</b>{% endraw %}")]
    [InlineData("<p {% if vip %}class=\"a\"{% endif %}>x</p>", "x")]
    public void Text_MadeFromHtml_KeepsItsLiquid(string html, string text) => Assert.Equal(text, Text(html));

    /// <summary>A parser moves text that stands between rows in front of the table, which would tear the block apart.</summary>
    [Fact]
    public void Text_OfRowsInABlock_KeepsTheBlockAroundThem() =>
        Assert.Equal(
            "{% if vip %}\nA {{ email }}\n{% endif %}",
            Text("<table>{% if vip %}<tr><td>A</td><td>{{ email }}</td></tr>{% endif %}</table>")
        );

    [Fact]
    public void Text_OfABlockThatEndsInWhatIsNotShown_IsLeftOut() =>
        Assert.Null(Text("<p>Hi {% if vip %}</p><div style=\"display:none\">x{% endif %}</div>"));

    [Fact]
    public void Text_OfImagesWithoutWords_IsLeftOut() => Assert.Null(Text("<img src=\"https://x.example/a.png\">"));

    [Fact]
    public void Text_OfItsOwn_IsKept() => Assert.Null(Prepared(new("s", "Own", "<p>Other</p>")));

    [Fact]
    public void Text_MadeFromHtml_IsFilledWithoutEscapes()
    {
        var creative = Checked(new("s", null, "<p>{{ company | default: 'x' }} &amp; {{ email }}</p>"));

        var filled = Assert.IsType<CreativeRendering.Filled>(CompiledCreative.From(creative, ChannelKind.Email).Render(Person.Recipient));

        Assert.StartsWith("<b>Smith & Sons</b> & ann@example.net", filled.Content.Text, StringComparison.Ordinal);
        Assert.StartsWith(
            "<p>&lt;b&gt;Smith &amp; Sons&lt;/b&gt; &amp; ann@example.net</p>",
            filled.Content.Html,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Styles_Inlined_StandInTheElements()
    {
        var html = Prepared(
            new("s", "t", "<style>p { color: red } td.a { width: {{ w | default: 5 }}px }</style><p>{{ email }}</p>")
            {
                InlineStyles = true,
            }
        )!.Html!;

        Assert.Contains("<p style=\"color: red\">{{ email }}</p>", html, StringComparison.Ordinal);
        Assert.Contains("{{ w | default: 5 }}px", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Styles_Inlined_KeepTagsBetweenRowsAndInAttributes()
    {
        const string Html =
            "<!DOCTYPE html><html><head><style>td{color:red}</style></head><body>"
            + "<table>{% if vip %}<tr><td><a href=\"{{ unsubscribeUrl }}\">x</a></td></tr>{% endif %}</table></body></html>";

        var html = Prepared(new("s", "t", Html) { InlineStyles = true })!.Html!;

        Assert.Contains(
            "<table>{% if vip %}<tbody><tr><td style=\"color: red\"><a href=\"{{ unsubscribeUrl }}\">",
            html,
            StringComparison.Ordinal
        );
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Styles_OfOtherServers_AreNotFetched()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/a.css";
        var html =
            $"<html><head><link rel=\"stylesheet\" href=\"{address}\"><link REL=stylesheet type=text/css href={address}>"
            + $"<style>@import url({address}); p {{ color: red }}</style></head><body><p>x</p></body></html>";

        var prepared = Prepared(new("s", "t", html) { InlineStyles = true })!.Html!;

        Assert.False(server.Pending());
        Assert.Contains($"rel=\"stylesheet\" href=\"{address}\"", prepared, StringComparison.Ordinal);
    }

    [Fact]
    public void Preheader_OfAMessage_IsTheFirstAndHiddenTextOfItsHtml()
    {
        var creative = Checked(
            new("s", null, "<html><body class=\"a\"><p>Hi</p></body></html>") { Preheader = "For {{ company | default: 'x' }} & you" }
        );

        var filled = Assert.IsType<CreativeRendering.Filled>(CompiledCreative.From(creative, ChannelKind.Email).Render(Person.Recipient));

        Assert.StartsWith("<html><body class=\"a\"><div style=\"display:none", filled.Content.Html, StringComparison.Ordinal);
        Assert.Contains(">For &lt;b&gt;Smith &amp; Sons&lt;/b&gt; &amp; you</div><p>Hi</p>", filled.Content.Html, StringComparison.Ordinal);
        Assert.Equal("Hi", filled.Content.Text);
    }

    private static string? Text(string html) => Prepared(new("s", null, html))?.Text;

    private static PreparedBody? Prepared(Creative creative) => Checked(creative).Prepared;

    private static Creative Checked(Creative creative)
    {
        var errors = new ValidationErrors();
        var good = CreativeValidator.Check(creative, ChannelKind.Email, new CreativeUse(false, true), "creative", errors);
        Assert.Empty(errors.ToDictionary());
        return good!;
    }

    [Theory]
    [InlineData("<p> </p>")]
    [InlineData("<p>&nbsp;</p>")]
    [InlineData("<style>p{color:red}</style>")]
    [InlineData("<!-- hello -->")]
    [InlineData("<p style=\"display:none\">hidden</p>")]
    [InlineData("<html><head><title>Hello</title></head><body><div>\u200B</div></body></html>")]
    [InlineData("{% if vip %}<p> </p>{% endif %}")]
    [InlineData("{% assign a = 'b' %}<br>")]
    public void Check_OfHtmlThatShowsNothing_IsAFault(string html)
    {
        foreach (var text in new[] { null, "Hello" })
        {
            var errors = new ValidationErrors();

            Assert.Null(
                CreativeValidator.Check(new Creative("s", text, html), ChannelKind.Email, new CreativeUse(false, false), "creative", errors)
            );

            Assert.Contains("shows nothing", Assert.Single(errors.ToDictionary()["creative.html"]), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("<p>x</p>")]
    [InlineData("<img src=\"https://shop.example/a.png\">")]
    [InlineData("{{ email }}")]
    [InlineData("{% if vip %}x{% endif %}")]
    [InlineData("{% raw %}x{% endraw %}")]
    [InlineData("<table background=\"https://shop.example/a.png\"><tr><td></td></tr></table>")]
    public void Check_OfHtmlThatShowsSomething_Passes(string html)
    {
        var errors = new ValidationErrors();

        Assert.NotNull(
            CreativeValidator.Check(new Creative("s", null, html), ChannelKind.Email, new CreativeUse(false, false), "creative", errors)
        );
    }

    [Theory]
    [InlineData("{% assign a = 'b' %}")]
    [InlineData("\u200B")]
    [InlineData("{% if vip %} {% endif %}")]
    [InlineData("{% comment %}hello{% endcomment %}")]
    public void Check_OfATextThatShowsNothing_IsAFault(string text)
    {
        foreach (var channel in new[] { ChannelKind.Email, ChannelKind.Sms })
        {
            var errors = new ValidationErrors();
            CreativeValidator.Check(
                new Creative(channel is ChannelKind.Email ? "s" : null, text, null),
                channel,
                new CreativeUse(false, false),
                "creative",
                errors
            );

            Assert.Contains("shows nothing", Assert.Single(errors.ToDictionary()["creative.text"]), StringComparison.Ordinal);
        }
    }
}
