using CampaignTasks.Domain.Creatives;

namespace CampaignTasks.Domain.Tests.Creatives;

public sealed class CreativeWarningsTests
{
    [Theory]
    [InlineData("Hi *|FNAME|*", "text: '*|FNAME|*'", "{{ firstName | default: \"…\" }}")]
    [InlineData("Hi %%firstname%%", "'%%firstname%%'", "{{ firstName |")]
    [InlineData("Hi %%First Name%%", "'%%First Name%%'", "{{ firstName |")]
    [InlineData("Hi [[name]]", "'[[name]]'", "{{ name |")]
    [InlineData("Hi [[ lastName ]]", "'[[ lastName ]]'", "{{ lastName |")]
    [InlineData("Hi %recipient.name%", "'%recipient.name%'", "{{ name |")]
    [InlineData("Hi ${name}", "'${name}'", "{{ name |")]
    [InlineData("Hi ${user.first_name}", "'${user.first_name}'", "{{ firstName |")]
    [InlineData("Hi <%= name %>", "'<%= name %>'", "{{ name |")]
    [InlineData("Hi %FIRSTNAME%", "'%FIRSTNAME%'", "{{ firstName |")]
    [InlineData("Hi {firstName}", "'{firstName}'", "{{ firstName |")]
    [InlineData("Hi [First Name]", "'[First Name]'", "{{ firstName |")]
    [InlineData("*|EMAIL|*", "'*|EMAIL|*'", "write {{ email }}")]
    [InlineData("*|UNSUB|*", "'*|UNSUB|*'", "write {{ unsubscribeUrl }}")]
    [InlineData("Hi {!Contact.FirstName}", "'{!Contact.FirstName}'", "{{ firstName |")]
    [InlineData("Hi [% name %]", "'[% name %]'", "{{ name |")]
    [InlineData("Hi [%= first_name %]", "'[%= first_name %]'", "{{ firstName |")]
    [InlineData("Hi #{firstName}", "'#{firstName}'", "{{ firstName |")]
    [InlineData("Hi <<First Name>>", "'<<First Name>>'", "{{ firstName |")]
    public void MergeTag_OfAnotherSystem_IsShownWithLiquidsSpelling(string text, string found, string spelling)
    {
        var warning = Assert.Single(CreativeWarnings.Of(new Creative("s", text, null)));

        Assert.Contains(found, warning, StringComparison.Ordinal);
        Assert.Contains(spelling, warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Save $5 (100%), or 50% of 20%: [link] {1} *bold* <b>")]
    [InlineData("https://shop.example/%C3%A9t%C3%A9?a=%20b%20")]
    [InlineData("**|| a || b ||** 5|*|5")]
    [InlineData("100%% sure, 20%% off")]
    [InlineData("Only today {!} [50%] [% off #1 #{5} 1<<2 3>>1 <<<")]
    [InlineData("[1] see [the terms] and [[1]]")]
    [InlineData("a < b %> c; costs ${5}")]
    [InlineData("write to me@example.net@home")]
    [InlineData("{{ firstName | default: '*|FNAME|*' }}{% raw %}%%name%%{% endraw %}")]
    public void OrdinaryText_HasNoWarning(string text) => Assert.Empty(CreativeWarnings.Of(new Creative(text, text, text)));

    [Theory]
    [InlineData("<a href=\"https://shop.example/?email={{email}}\">go</a>")]
    [InlineData("<a href='https://shop.example/?a=1&amp;email={{ email | downcase }}'>go</a>")]
    [InlineData("<a href=https://shop.example/?name={{firstName|default:\"x\"}}>go</a>")]
    [InlineData("<img src=\"{{ base | default: 'https://shop.example' | url_encode }}?c={{ country | default: 'FR' }}\">")]
    [InlineData("<form ACTION = \"/go?{{ campaign }}\">")]
    [InlineData("<a href=\"mailto:ann@example.net?subject={{ campaign }}\">")]
    public void Value_InTheQueryOfALink_NeedsEncoding(string html) =>
        Assert.Contains("| url_encode }}", Assert.Single(CreativeWarnings.Of(new Creative("s", null, html))), StringComparison.Ordinal);

    [Fact]
    public void Value_InTheQueryOfALinkOfAText_NeedsEncoding() =>
        Assert.StartsWith(
            "text: {{ email }} stands in the query of a link",
            Assert.Single(CreativeWarnings.Of(new Creative("s", "See https://shop.example/?email={{email}} soon", null))),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("<a href=\"https://shop.example/?email={{ email | url_encode }}\">go</a>")]
    [InlineData("<a href=\"https://shop.example/?email={{ email | downcase | url_encode }}\">go? {{ email }}</a>")]
    [InlineData("<a href=\"{{ unsubscribeUrl }}\">{{ email }}?</a>")]
    [InlineData("<a href=\"https://shop.example/{{ country | default: 'fr' }}\">Why? {{ email }}</a>")]
    [InlineData("{% assign e = email | url_encode %}<a href=\"https://shop.example/?email={{ e }}\">go</a>")]
    [InlineData("<a href=\"https://shop.example/?email={{ 'ann' }}\">go</a>")]
    public void Value_Elsewhere_OrEncoded_HasNoWarning(string html) => Assert.Empty(CreativeWarnings.Of(new Creative("s", null, html)));
}
