using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Liquid;
using FsCheck;
using FsCheck.Fluent;

namespace CampaignTasks.Domain.Tests.Liquid;

public sealed class UrlAttributeTests
{
    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JavaScript:alert(1)")]
    [InlineData(" javascript:alert(1)")]
    [InlineData("\u0001javascript:alert(1)")]
    [InlineData("java\tscript:alert(1)")]
    [InlineData("java\r\nscript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("vbscript:msgbox(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("whatever:x")]
    public void Value_WithAnotherScheme_IsALinkToNowhere(string value)
    {
        foreach (var attribute in new[] { "href", "src", "HREF", "action", "xlink:href", "background" })
        {
            Assert.Equal($"<a {attribute}=\"#\">x</a>", Html($"<a {attribute}=\"{{{{ link | default: '' }}}}\">x</a>", value));
            Assert.Equal($"<a {attribute} = '#'>x</a>", Html($"<a {attribute} = '{{{{ link | default: '' }}}}'>x</a>", value));
            Assert.Equal($"<a {attribute}=#>x</a>", Html($"<a {attribute}={{{{ link | default: '' }}}}>x</a>", value));
        }
    }

    [Theory]
    [InlineData("https://example.com/a?b=c:d")]
    [InlineData("HTTP://example.com")]
    [InlineData("mailto:ann@example.net")]
    [InlineData("tel:+14255550123")]
    [InlineData("/path/a:b")]
    [InlineData("promo")]
    [InlineData("?x=javascript:y")]
    [InlineData("#javascript:y")]
    public void Value_ThatIsALink_IsKept(string value) =>
        Assert.Equal($"<a href=\"{value}\">x</a>", Html("<a href=\"{{ link | default: '' }}\">x</a>", value));

    [Fact]
    public void Values_ThatMakeASchemeTogether_AreForbidden()
    {
        Assert.Equal("<a href=\"java#\">", Html("<a href=\"java{{ link | default: '' }}\">", "script:alert(1)"));
        Assert.Equal(
            "<a href=\"javascript:#\">",
            Html("<a href=\"{{ link | slice: 0, 10 }}:{{ link | slice: 11, 8 }}\">", "javascript:alert(1)")
        );
    }

    [Fact]
    public void Value_InABlockOrAfterAFilter_IsCheckedAsItIsWritten()
    {
        Assert.Equal("<a href=\"#\">", Html("<a href=\"{% if link %}{{ link | downcase }}{% endif %}\">", "JAVASCRIPT:x"));
        Assert.Equal("<a href=\"#\">", Html("<a href=\"{{ link | escape_once }}\">", "&#106;avascript:x"));
        Assert.Equal("<a href=\"#\">", Html("<a href=\"{{ link | escape_once }}\">", "javascript&colon;x"));
    }

    [Theory]
    [InlineData("<a href=\"https://example.com/?next={{ link | default: '' }}\">", "<a href=\"https://example.com/?next=javascript:x\">")]
    [InlineData("<a href=\"whatsapp://send?text={{ link | default: '' }}\">", "<a href=\"whatsapp://send?text=javascript:x\">")]
    [InlineData("<p title=\"{{ link | default: '' }}\">", "<p title=\"javascript:x\">")]
    [InlineData("<a href=\"https://example.com\">{{ link | default: '' }}</a>", "<a href=\"https://example.com\">javascript:x</a>")]
    public void Value_WhereTheAuthorChoseTheScheme_OrElsewhere_IsKept(string html, string expected) =>
        Assert.Equal(expected, Html(html, "javascript:x"));

    [Fact]
    public void Link_OfAnyValue_HasAPermittedSchemeOrNone()
    {
        var pieces = Gen.Elements(
            "java",
            "script",
            ":",
            "&",
            "#",
            "data",
            "\t",
            " ",
            "/",
            "http",
            "x",
            "\u0000",
            "&#58;",
            "&colon;",
            "%3A"
        );
        var values = Gen.ArrayOf(pieces).Select(string.Concat).ToArbitrary();

        Prop.ForAll(values, value =>
            {
                var html = Html("<a href=\"{{ link | default: '' }}\">", value);
                var href = System.Net.WebUtility.HtmlDecode(html["<a href=\"".Length..^"\">".Length]);
                return !Uri.TryCreate(href.Replace("\t", "", StringComparison.Ordinal).Trim(), UriKind.Absolute, out var uri)
                    || uri.Scheme is "http" or "https" or "file";
            })
            .QuickCheckThrowOnFailure();
    }

    private static string Html(string html, string value) =>
        System.Net.WebUtility.HtmlDecode(Person.Html(html, Person.With("link", new AttributeValue.Text(value))));
}
