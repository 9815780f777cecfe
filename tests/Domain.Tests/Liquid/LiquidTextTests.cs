using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Liquid;

namespace CampaignTasks.Domain.Tests.Liquid;

public sealed class LiquidTextTests
{
    [Theory]
    [InlineData("Hi {{ firstName | default: \"there\" }}", "Hi Ann")]
    [InlineData("Hi {{ nickName | default: \"there\" }}", "Hi there")]
    [InlineData("Hi {{firstName|default:'there'}}", "Hi Ann")]
    [InlineData("{{ nickName | default: \"\" }}.", ".")]
    [InlineData("{{ nickName | default: email }}", "ann@example.net")]
    [InlineData("{{ firstName | upcase }} {{ firstName | append: '!' }} {{ firstName | slice: 0, 1 }}.", "ANN Ann! A.")]
    [InlineData("{{ FIRSTNAME }} {{ lastName }} {{ LastName }}", "Ann Lee Lee")]
    [InlineData("{{ attributes.firstName }} {{ attributes[\"FirstName\"] }} {{ Attributes.lastname }}", "Ann Ann Lee")]
    [InlineData("{{ email }} {{ address }} {{ phone }}", "ann@example.net ann@example.net +12025550123")]
    [InlineData("{{ country }} {{ Language }} {{ timezone }} {{ campaign }}", "FR fr-FR America/New_York spring")]
    [InlineData("{{ points }} {{ vip }} {{ former }}", "5.5 true false")]
    [InlineData("{{ points | times: 2 }} {{ points | plus: 0.5 | round }}", "11.0 6")]
    [InlineData("{{ former | default: 'no' }}", "no")]
    [InlineData("{% if vip %}Dear{% else %}Hi{% endif %} {{ firstName }}", "Dear Ann")]
    [InlineData("{% if nickName %}{{ nickName }}{% elsif country == 'FR' %}Bonjour{% endif %}", "Bonjour")]
    [InlineData("{% unless former %}new{% endunless %}", "new")]
    [InlineData("{% case country %}{% when 'DE' %}Hallo{% when 'FR', 'BE' %}Salut{% else %}Hi{% endcase %}", "Salut")]
    [InlineData("{% assign words = 'a b c' | split: ' ' %}{% for w in words %}{{ w }}{{ forloop.index }}{% endfor %}", "a1b2c3")]
    [InlineData("a {%- if vip -%} b {%- endif -%} c", "abc")]
    [InlineData("{% comment %}{{ never }}{% endcomment %}a{% # nor this %}", "a")]
    [InlineData("{% raw %}{{ email }} }}{% endraw %}", "{{ email }} }}")]
    [InlineData("{% raw %}{{{% endraw %} {% raw %}{{% endraw %} {{ email }}", "{{ { ann@example.net")]
    [InlineData("{{ braces }}", "{{ email }}")]
    [InlineData("{{ nobody.knows | default: 'x' }}", "x")]
    [InlineData("{{ nickName | default: \"l’ami\" }}{% # don’t %}", "l’ami")]
    [InlineData("{% if bonus > 100 %}many{% elsif bonus >= 42 %}some{% else %}few{% endif %} {{ bonus }}", "some 42")]
    [InlineData("{% if bonus == 42 %}a{% endif %}{% if bonus != 42 %}b{% endif %}{% if 5 < bonus %}c{% endif %}", "ac")]
    [InlineData("{% if firstName > 100 %}a{% elsif firstName <= 100 %}b{% else %}c{% endif %}", "c")]
    [InlineData("{% if points > 5 and points < 6 %}a{% endif %}{% if bonus == '42' %}b{% endif %}", "ab")]
    public void Render_OfAText_IsLiquids(string text, string expected) => Assert.Equal(expected, Person.Text(text));

    [Theory]
    [InlineData(" ")]
    [InlineData("")]
    [InlineData("\u00A0\u00A0")]
    [InlineData("\u200B")]
    [InlineData("\u200B \u2060\uFEFF")]
    [InlineData("\u3000\t\n")]
    [InlineData("\u3164")]
    [InlineData("\u2800")]
    [InlineData("\u00AD")]
    public void Render_OfAValueNobodySees_IsTheDefault(string value)
    {
        var recipient = Person.With("firstName", new AttributeValue.Text(value));

        Assert.Equal("Hi there", Person.Text("Hi {{ firstName | default: \"there\" }}", recipient));
        Assert.Equal("Hi", Person.Text("Hi{% if firstName %} {{ firstName }}{% endif %}", recipient));
    }

    [Theory]
    [InlineData("{{ since | date: \"%Y-%m-%d %H:%M %z\" }}", "2026-11-30 21:00 -0500")]
    [InlineData("{{ birthday | date: \"%d %B %Y\" }}", "01 December 1990")]
    [InlineData("{{ 'now' | date: '%H:%M' }} {{ 'today' | date: '%a' }}", "07:00 Mon")]
    [InlineData("{{ 1780272000 | date: '%Y-%m-%d %H:%M' }}", "2026-05-31 20:00")]
    [InlineData("{{ '2026-03-08T02:30:00' | date: '%H:%M' }}", "03:30")]
    [InlineData("{{ 'March 14, 2026' | date: '%-d.%-m.' }}", "14.3.")]
    [InlineData("{{ 'soon' | date: '%Y' }} {{ '03/04/2026' | date: '%Y' }}", "soon 03/04/2026")]
    public void Date_OfAnInstant_IsInTheRecipientsZone(string text, string expected) => Assert.Equal(expected, Person.Text(text));

    [Fact]
    public void Date_WithoutAZoneOfTheContact_IsInTheTasks()
    {
        var recipient = Person.Recipient with { Contact = null, Zone = "Asia/Tokyo" };

        Assert.Equal("21:00", Person.Text("{{ 'now' | date: '%H:%M' }}", recipient));
    }

    [Theory]
    [InlineData("<p>{{ company }}</p>", "<p>&lt;b&gt;Smith &amp; Sons&lt;/b&gt;</p>")]
    [InlineData("<p>{{ nickName | default: \"Smith &amp; Sons\" }}</p>", "<p>Smith &amp; Sons</p>")]
    [InlineData("{{ nickName | default: '<i>you</i>' }}", "<i>you</i>")]
    [InlineData("{{ nickName | default: 'Smith &amp; Sons' | upcase }}", "SMITH &amp; SONS")]
    [InlineData("{{ '<i>' | append: company }}", "&lt;i&gt;&lt;b&gt;Smith &amp; Sons&lt;/b&gt;")]
    [InlineData("{{ company | url_encode | append: company }}", "%3Cb%3ESmith+%26+Sons%3C%2Fb%3E&lt;b&gt;Smith &amp; Sons&lt;/b&gt;")]
    [InlineData("{% assign c = company %}{{ c }}", "&lt;b&gt;Smith &amp; Sons&lt;/b&gt;")]
    [InlineData("{{ company | raw }} {{ company | escape }}", "<b>Smith & Sons</b> &lt;b&gt;Smith &amp; Sons&lt;/b&gt;")]
    [InlineData(
        "<a href=\"https://shop.example/?email={{ mail | url_encode }}\">",
        "<a href=\"https://shop.example/?email=a%2Bnews%26x%40example.net\">"
    )]
    [InlineData("{{ lines | newline_to_br }} {{ company | newline_to_br }}", "one<br />\ntwo &lt;b&gt;Smith &amp; Sons&lt;/b&gt;")]
    [InlineData("{% for p in (1..2) %}<li>{{ company | slice: 0, 3 }}</li>{% endfor %}", "<li>&lt;b&gt;</li><li>&lt;b&gt;</li>")]
    [InlineData("<style>@media(x){.a{width:100%}}</style>{{ email }}", "<style>@media(x){.a{width:100%}}</style>ann@example.net")]
    public void Render_OfHtml_EscapesValuesOnceAndTheAuthorsTextNever(string html, string expected) =>
        Assert.Equal(expected, Person.Html(html));

    [Theory]
    [InlineData("{{ 1 | divided_by: 0 }}")]
    [InlineData("{{ firstName | slice: 'aaa' }}")]
    [InlineData("{{ 79228162514264337593543950335 | times: 2 }}")]
    [InlineData("{{ 'now' | date: '%100000000d' }}")]
    [InlineData("{% for i in (1..1000) %}{% for j in (1..1000) %}{% endfor %}{% endfor %}")]
    [InlineData("{% assign a = 'aaaaaaaa' %}{% for i in (1..50) %}{% assign a = a | append: a %}{% endfor %}{{ a }}")]
    [InlineData(
        "{% assign a = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' %}{% for i in (1..8) %}{% assign a = a | append: a %}{% endfor %}{{ a | replace: 'a', a }}"
    )]
    [InlineData(
        "{% assign a = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' %}{% for i in (1..8) %}{% assign a = a | append: a %}{% endfor %}{% for i in (1..1000) %}{{ a }}{% endfor %}"
    )]
    public void Render_OfTooMuch_FailsWithTheReason(string text)
    {
        var failed = Person.Failure(text);

        Assert.Equal(("cannotFill", "text"), (failed.Code, failed.Part));
        Assert.DoesNotContain("aaa", failed.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OfATextWithoutTags_IsFixed()
    {
        var text = LiquidText.Parse("Hello { world }, 100 % off", isHtml: false, Assert.Fail)!;

        Assert.True(text.IsFixed);
        Assert.Equal("Hello { world }, 100 % off", text.Literal);
    }

    [Fact]
    public void Literal_OfAText_IsWhatEverybodyGets() =>
        Assert.Equal("Hi,bye", LiquidText.Parse("Hi {{ a }}, {% if b %}never mind{% endif %} bye", false, Assert.Fail)!.Literal);
}
