using System.Diagnostics;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Liquid;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Tests.Liquid;

public sealed class LiquidFaultTests
{
    [Theory]
    [InlineData("Hi {{firstName|there}}", "{{ firstName | default: \"there\" }}", "line 1, column 4")]
    [InlineData("Hi {{ firstName | dear friend }}", "{{ firstName | default: \"dear friend\" }}", "column 4")]
    [InlineData("Hi {{firstName|}}", "{{ firstName | default: \"\" }}", "column 4")]
    [InlineData("{{firstName|first choice}}", "{{ firstName | default: \"first choice\" }}", "column 1")]
    [InlineData("{{firstName|you \"there\"}}", "{{ firstName | default: 'you \"there\"' }}", "column 1")]
    [InlineData("{{company|Smith &amp; Sons}}", "{{ company | default: \"Smith &amp; Sons\" }}", "column 1")]
    [InlineData("{{firstName|default('friend')}}", "{{ firstName | default: 'friend' }}", "column 1")]
    [InlineData("{{firstName|default \"friend\"}}", "{{ firstName | default: \"friend\" }}", "column 1")]
    [InlineData("Hi {{ firstName or \"there\" }}", "{{ firstName | default: \"you\" }}", "column 4")]
    [InlineData("{{ email == \"x\" }}", "shows nothing", "column 1")]
    [InlineData("{{ firstName or \"x\" | upcase }}", "shows nothing", "column 1")]
    [InlineData("{% assign n = firstName or \"y\" %}{{ n }}", "shows nothing", "column 1")]
    [InlineData("{{lastName|upper}}", "upcase", "column 1")]
    [InlineData("{{lastName|Upcase}}", "upcase", "column 1")]
    [InlineData("{{ email | upcase | shout }}", "'shout' is no filter", "column 1")]
    [InlineData("{{ firstName | default: “there” }}", "'“' stands in a tag", "column 1")]
    [InlineData("{{ firstName | default: &quot;there&quot; }}", "'&quot;' stands in a tag: write \" or '", "column 1")]
    [InlineData("{{&nbsp;email }}", "write a blank", "column 1")]
    [InlineData("{% if points &gt; 3 %}a{% endif %}", "write > there", "column 1")]
    [InlineData("{% if country == “FR” %}a{% endif %}", "'“' stands in a tag", "column 1")]
    [InlineData("{{firstName|l’ami}}", "{{ firstName | default: \"l’ami\" }}", "column 1")]
    [InlineData("https://shop.example/%7B%7Bemail%7D%7D", "%7B%7B", "column 22")]
    [InlineData("%7b%7bemail%7d%7d", "%7b%7b", "column 1")]
    [InlineData("&#123;&#123;email}", "&#123;&#123;", "column 1")]
    [InlineData("{&lcub;email}", "{&lcub;", "column 1")]
    [InlineData("｛｛email｝｝", "｛｛", "column 1")]
    [InlineData("{{{email}}}", "one brace too many", "column 1")]
    [InlineData("{{email}}}", "one brace too many", "column 10")]
    [InlineData("Hi {email}}", "closes nothing", "column 10")]
    [InlineData("Hi { % if a %}", "closes nothing", "column 13")]
    [InlineData("Hi {{name", "not valid Liquid", "line 1")]
    [InlineData("a\nb {{name}", "not valid Liquid", "line 2")]
    [InlineData("Hi {{", "not valid Liquid", "line 1")]
    [InlineData("{{}}", "not valid Liquid", "column 3")]
    [InlineData("{{ имя | default: 'x' }}", "not valid Liquid", "line 1")]
    [InlineData("{% if email %}a", "endif", "line 1")]
    [InlineData("a\n{% fi %}", "Unknown tag 'fi'", "line 2, column")]
    [InlineData("{% include 'a' %}", "Unknown tag 'include'", "")]
    [InlineData("{% render 'a' %}", "Unknown tag 'render'", "")]
    [InlineData("{% capture a %}b{% endcapture %}", "Unknown tag 'capture'", "")]
    [InlineData("{{ email | default }}", "no text to stand in", "column 1")]
    [InlineData("{% for i in (1..1001) %}a{% endfor %}", "range", "column 1")]
    [InlineData("{% for i in (1..points) %}a{% endfor %}", "range", "column 1")]
    [InlineData("{{ attributes[country] | default: 'x' }}", "worked out", "column 1")]
    [InlineData("{{constructor.constructor('x')()}}", "Functions are not allowed", "line 1, column")]
    [InlineData("Hi {% endif %}", "{% endif %} belongs to no {% if %}", "column 4")]
    [InlineData("{% if vip %}a{% endif %}\n b {% endif %}", "{% endif %} belongs to no {% if %}", "line 2, column 4")]
    [InlineData("{% endunless %}", "{% endunless %} belongs to no {% unless %}", "line 1")]
    [InlineData("{% endfor %}", "{% endfor %} belongs to no {% for %}", "line 1")]
    [InlineData("{% else %}", "{% else %} belongs to no {% if %}", "line 1")]
    [InlineData("{% when 'a' %}", "{% when %} belongs to no {% case %}", "line 1")]
    [InlineData("{% if vip %}a{% endunless %}", "{% endif %}", "line 1")]
    [InlineData("{{ firstName | default: dear friend }}", "write {{ firstName | default: \"dear friend\" }}", "column 1")]
    [InlineData("{{ firstName | default: friend! }}", "stands in quotes", "column 1")]
    [InlineData("{{ firstName | default: друг }}", "write {{ firstName | default: \"друг\" }}", "column 1")]
    [InlineData("{{ firstName | upcase | default: dear customer }}", "write {{ firstName | default: \"dear customer\" }}", "column 1")]
    [InlineData("{{ firstName | Default: \"x\" }}", "'Default' is no filter: do you mean 'default'?", "column 1")]
    [InlineData("{{ firstName | upper|x }}", "'upper' is no filter: do you mean 'upcase'?", "column 1")]
    [InlineData("{{ firstName | shout: 3 }}", "'shout' is no filter", "column 1")]
    [InlineData("{{ firstName | \"there\" }}", "{{ firstName | default: \"there\" }}", "column 1")]
    [InlineData("{{ first name }}", "is one word: write {{ firstName |", "column 1")]
    [InlineData("{{ first name | default: 'x' }}", "is one word: write {{ firstName |", "column 1")]
    [InlineData("{{ customer first name }}", "is one word: write {{ customerFirstName |", "column 1")]
    [InlineData("{% if vip %}a{% else if points > 3 %}b{% endif %}", "write {% elsif points > 3 %}", "column 14")]
    [InlineData("{% if vip %}a{% elseif points > 3 %}b{% endif %}", "write {% elsif points > 3 %}", "column 14")]
    [InlineData("{{#if vip}}a{{/if}}", "write {% if vip %} … {% endif %}", "column 1")]
    [InlineData("{{#unless vip}}a{{/unless}}", "write {% unless vip %} … {% endunless %}", "column 1")]
    [InlineData("{{#each items}}a{{/each}}", "write {% if name %} … {% endif %}", "column 1")]
    [InlineData("{{^vip}}a", "write {% if name %} … {% endif %}", "column 1")]
    [InlineData("{% if vip %}a{{else}}b{% endif %}", "write {% else %}", "column 14")]
    [InlineData("{{ firstName |'a'| }}", "A fallback is written {{ firstName | default:", "column 1")]
    [InlineData("{{ nick['??'] ?? \"there\" }}", "write {{ nick['??'] | default: \"there\" }}", "column 1")]
    [InlineData("{{ firstName ?? \"there\" }}", "write {{ firstName | default: \"there\" }}", "column 1")]
    [InlineData("{{ firstName || 'there' }}", "write {{ firstName | default: \"there\" }}", "column 1")]
    public void Parse_OfAFault_TellsWhatWhereAndHow(string text, string words, string place)
    {
        List<string> faults = [];

        Assert.Null(LiquidText.Parse(text, isHtml: true, faults.Add));

        Assert.Contains(words, faults[0], StringComparison.Ordinal);
        Assert.Contains(place, faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OfSeveralFaults_TellsEach()
    {
        List<string> faults = [];

        LiquidText.Parse("{{a|b c}} {{d|upper}} %7B%7Be%7D%7D", isHtml: false, faults.Add);

        Assert.Equal(3, faults.Count);
    }

    [Theory]
    [InlineData("{{ nickName }}")]
    [InlineData("{{ nickName | upcase }}")]
    [InlineData("{{ 'Dear ' | append: nickName }}")]
    [InlineData("{{ nickName | append: '!' | default: 'you' }}")]
    [InlineData("{{ points | plus: 1 | default: 'none' }}")]
    [InlineData("{{ nickName | default: firstName }}")]
    [InlineData("{% if firstName %}{{ nickName }}{% endif %}")]
    [InlineData("{% if nickName %}a{% else %}{{ nickName }}{% endif %}")]
    [InlineData("{% if nickName or email %}{{ nickName }}{% endif %}")]
    [InlineData("{% if nickName == blank %}{{ nickName }}{% endif %}")]
    [InlineData("{% if nickName != 'Bob' %}{{ nickName }}{% endif %}")]
    [InlineData("{% unless nickName %}{{ nickName }}{% endunless %}")]
    [InlineData("{% assign n = nickName %}{{ n }}")]
    [InlineData("{% if vip %}{% assign n = 'you' %}{% endif %}{{ n }}")]
    [InlineData("{% if vip %}{% assign n = nickName %}{% else %}{% assign n = 'you' %}{% endif %}{{ n }}")]
    [InlineData("{% case nickName %}{% when 'a' %}b{% else %}{{ nickName }}{% endcase %}")]
    public void Check_OfAVariableNotEverybodyHas_AsksForADefault(string text)
    {
        var message = Assert.Single(ErrorsOf(text));

        Assert.Contains("| default: \"…\"", message, StringComparison.Ordinal);
        Assert.Contains("Everybody has: address, email, unsubscribeUrl", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ email }} {{ EMAIL | upcase }} {{ email.size }}")]
    [InlineData("{{ nickName | default: 'you' }}")]
    [InlineData("{{ nickName | upcase | default: 'you' }}")]
    [InlineData("{{ nickName | default: 'you' | upcase | append: '!' }}")]
    [InlineData("{{ nickName | default: email }}")]
    [InlineData("{% if nickName %}{{ nickName }}{% endif %}")]
    [InlineData("{% if NickName %}{{ attributes.nickname }}{% endif %}")]
    [InlineData("{% if nickName and vip %}{{ nickName }}{% endif %}")]
    [InlineData("{% if nickName != blank %}{{ nickName }}{% endif %}")]
    [InlineData("{% if nickName == 'Bob' %}{{ nickName }}{% endif %}")]
    [InlineData("{% if nickName contains 'B' %}{{ nickName }}{% endif %}")]
    [InlineData("{% if points > 3 %}{{ points }}{% endif %}")]
    [InlineData("{% if nickName == blank %}you{% else %}{{ nickName }}{% endif %}")]
    [InlineData("{% unless nickName %}you{% else %}{{ nickName }}{% endunless %}")]
    [InlineData("{% if nickName %}a{% elsif firstName %}{{ firstName }}{% endif %}")]
    [InlineData("{% case nickName %}{% when 'a', 'b' %}{{ nickName }}{% endcase %}")]
    [InlineData("{% assign n = nickName | default: 'you' %}{{ n }}")]
    [InlineData("{% if nickName %}{% assign n = nickName %}{% else %}{% assign n = 'you' %}{% endif %}{{ n }}")]
    [InlineData("{% for i in (1..3) %}{{ i }}{{ forloop.index }}{% endfor %}")]
    public void Check_OfAVariableThatIsSure_LetsItPass(string text) => Assert.Empty(ErrorsOf(text));

    [Theory]
    [InlineData("{{ attributes.firstName.x | default: 'y' }}", "so write attributes.firstName")]
    [InlineData("{{ contact.firstName | default: 'x' }}", "write firstName")]
    [InlineData("{{ user.name.first | default: 'x' }}", "write firstName")]
    [InlineData("{{ contact.first | default: 'x' }}", "write firstName")]
    [InlineData("{{ Customer.Email | default: 'x' }}", "write email")]
    [InlineData("{{ contact['firstName'] | default: 'x' }}", "write firstName")]
    [InlineData("{{ contact.attributes.shoeSize | default: 'x' }}", "write shoeSize")]
    [InlineData("{{ subscriber.first_name | default: 'x' }}", "write firstName")]
    [InlineData("{{ event.ticketNumber | default: 'x' }}", "write ticketNumber")]
    [InlineData("{{ email.domain }}", "'email.domain' is no variable")]
    [InlineData("{% if contact.vip %}a{% endif %}", "write vip")]
    [InlineData("{% for order in user.orders %}a{% endfor %}", "write orders")]
    [InlineData("{{ firstName | default: contact.nick }}", "write nick")]
    [InlineData("{{ first_name | default: 'x' }}", "did you mean firstName?")]
    [InlineData("{{ FIRST_NAME | default: 'x' }}", "did you mean firstName?")]
    [InlineData("{{ last_name | default: 'x' }}", "did you mean lastName?")]
    [InlineData("{{ contact_email | default: 'x' }}", "did you mean email?")]
    [InlineData("{{ userFirstName | default: 'x' }}", "did you mean firstName?")]
    [InlineData("{{ time_zone | default: 'x' }}", "did you mean timeZone?")]
    [InlineData("{{ unsubscribe_url }}", "did you mean unsubscribeUrl?")]
    [InlineData("{{ first-name | default: 'x' }}", "write firstName")]
    [InlineData("{{ attributes['First Name'] | default: 'x' }}", "write firstName")]
    [InlineData("{{ attributes | default: 'x' }}", "attributes.firstName")]
    public void Check_OfANameThatHasNoValue_SaysWhichOneIsMeant(string text, string words)
    {
        var message = Assert.Single(ErrorsOf(text));

        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.DoesNotContain("Everybody has", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ attributes.first_name | default: 'x' }}")]
    [InlineData("{{ signup_date | default: 'x' }}")]
    [InlineData("{{ username | default: 'x' }}")]
    [InlineData("{{ member_since | default: 'x' }}")]
    [InlineData("{{ contact | default: 'x' }}")]
    [InlineData("{% assign first_name = 'Ann' %}{{ first_name }}")]
    [InlineData("{% assign words = 'a b' | split: ' ' %}{% for word in words %}{{ word.size }}{{ forloop.first }}{% endfor %}")]
    [InlineData("{{ firstName.first | default: 'x' }}")]
    public void Check_OfANameThatMayBeMeant_LetsItPass(string text) => Assert.Empty(ErrorsOf(text));

    [Fact]
    public void Check_OfADefaultWithoutQuotes_NamesTheQuotesFirst()
    {
        var message = Assert.Single(ErrorsOf("Hi {{ firstName | default: there }}"));

        Assert.StartsWith("If 'there' is a text, it stands in quotes: write default: \"there\".", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OfDeepNesting_IsRefusedBeforeTheParserSeesIt()
    {
        var deep = string.Concat(Enumerable.Repeat("{% if a %}", 11));
        var brackets = $"{{{{ {string.Concat(Enumerable.Repeat("a[", 500))} }}}}";
        var many = string.Concat(Enumerable.Repeat("{% comment %}{% endcomment %}", 5000));
        var outputs = string.Concat(Enumerable.Repeat("{{a}}", 50_000));
        var longTag = $"{{{{ a{string.Concat(Enumerable.Repeat(" | upcase", 5000))} }}}}";

        Assert.All((string[])[deep, brackets, many, outputs, longTag], text =>
        {
            List<string> faults = [];
            Assert.Null(LiquidText.Parse(text, isHtml: false, faults.Add));
            Assert.DoesNotContain("valid", faults[0], StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Parse_OfTheMostThatIsAllowed_FitsASmallStack()
    {
        // What the scanner takes for text the parser may take for blocks: all of them inside one another.
        var source = string.Concat(Enumerable.Repeat("{% if a %}", LiquidLimits.MostTags));
        List<string> faults = [];
        var thread = new Thread(() => LiquidGrammar.Parse(source, faults.Add), maxStackSize: 1024 * 1024);

        thread.Start();
        thread.Join();

        Assert.Single(faults);
    }

    private static IEnumerable<string> ErrorsOf(string text)
    {
        var errors = new ValidationErrors();
        CompiledContent.TryCompile(new Creative("s", text, null), ChannelKind.Email, new CreativeUse(false, true), "creative", errors);
        return errors.ToDictionary().Values.SelectMany(messages => messages);
    }
}
