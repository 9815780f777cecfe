using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Liquid;
using CampaignTasks.Domain.Validation;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests.Liquid;

public sealed class LiquidPropertyTests
{
    private static readonly string[] Pieces =
    [
        "{{",
        "}}",
        "{%",
        "%}",
        "{",
        "}",
        "-",
        "|",
        ":",
        "\"",
        "'",
        " ",
        "\n",
        "<b>",
        "é",
        "%7B",
        "firstName",
        "email",
        "nickName",
        "default",
        "upcase",
        "there",
        "if",
        "endif",
        "else",
        "assign",
        "=",
        "for",
        "in",
        "(1..3)",
        "endfor",
        "{{ email }}",
        "{{ nickName | default: 'x' }}",
        "{% if firstName %}",
        "{% endif %}",
        "{{firstName|there}}",
    ];

    [Property(MaxTest = 2000)]
    public Property NoText_IsEverSent_WithBracesLeftInIt() =>
        Prop.ForAll(Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces)).ToArbitrary(), text =>
        {
            var (parsed, html) = (Parse(text, false), Parse(text, true));
            return new[] { parsed, html }.OfType<LiquidText>().All(one => FillOrNull(one) is not { } filled || !HasBraces(filled));
        });

    [Property(MaxTest = 500)]
    public Property Rendering_OfAnyValues_NeverThrowsAndIsBounded() =>
        Prop.ForAll(
            (
                from text in Gen.Elements(
                    "{{ x | default: 'a' }}",
                    "{{ x | date: '%Y' | default: '' }}",
                    "{{ x | times: 3 | round: 2 }}",
                    "{{ x | replace: 'a', 'bb' | truncate: 5 }}",
                    "{{ x | slice: 1, 2 }}{{ x | split: '' | join: ', ' }}",
                    "{{ x | url_encode }}{{ x | newline_to_br }}{{ x | strip_html }}",
                    "{% for c in x %}{{ c }}{% endfor %}{% if x > 3 %}b{% endif %}{% if x contains 'a' %}c{% endif %}",
                    "{{ x | divided_by: x }}{{ x | modulo: x }}{{ x.size }}{{ x.first }}"
                )
                from value in Values()
                select (text, value)
            ).ToArbitrary(),
            pair =>
            {
                var recipient = Person.With("x", pair.value);
                var rendering = CompiledCreative
                    .From(new Creative("{{ x }}", pair.text, pair.text, null), ChannelKind.Email)
                    .Render(recipient, limit: 5000);
                return rendering switch
                {
                    CreativeRendering.Filled filled => filled.Content.Text!.Length <= 5000
                        && TextLength.Octets(filled.Content.Subject!) <= CreativeLimits.LongestSubject
                        && !filled.Content.Subject!.Any(char.IsControl),
                    CreativeRendering.Failed failed => failed.Reason.Length > 0,
                    _ => false,
                };
            }
        );

    [Property]
    public Property Parts_OfASimpleText_AreFilledAsByTheInterpreter() =>
        Prop.ForAll(
            (
                from pieces in Gen.Elements(
                        "a ",
                        "<b>",
                        "{{ x }}",
                        "{{ X | default: 'you' }}",
                        "{{x|default:\"<i>\"}}",
                        "{{ y | default: 5 }}",
                        "{{ email }}",
                        "\n"
                    )
                    .ListOf()
                from value in Values()
                from isHtml in Gen.Elements(true, false)
                select (Text: string.Concat(pieces), value, isHtml)
            ).ToArbitrary(),
            given =>
            {
                var variables = new RecipientVariables(ChannelKind.Email, Person.With("x", given.value));

                // A tag that writes nothing makes it more than the parts are for.
                return Parse(given.Text, given.isHtml)!.Render(variables)
                    == Parse($"{given.Text}{{% comment %}}{{% endcomment %}}", given.isHtml)!.Render(variables);
            }
        );

    private static Gen<AttributeValue> Values() =>
        Gen.OneOf(
            Gen.Elements<string>("a", "{{", "}}", "<script>", "\r\n", "\u2028", "\u200B", "😀", "2026-12-01", "3", "-", " ", "é", "%")
                .ListOf()
                .Select(parts => (AttributeValue)new AttributeValue.Text(string.Concat(parts))),
            Gen.Elements(0m, -1m, 5.50m, decimal.MaxValue, decimal.MinValue, 0.0000001m)
                .Select(n => (AttributeValue)new AttributeValue.Number(n)),
            Gen.Elements(true, false).Select(flag => (AttributeValue)new AttributeValue.Flag(flag)),
            Gen.Choose(0, 1000).Select(length => (AttributeValue)new AttributeValue.Text(new string('я', length)))
        );

    private static LiquidText? Parse(string text, bool isHtml) => LiquidText.Parse(text, isHtml, _ => { });

    private static string? FillOrNull(LiquidText text)
    {
        try
        {
            return text.Render(new RecipientVariables(ChannelKind.Email, Person.Recipient));
        }
        catch (LiquidException)
        {
            return null;
        }
    }

    private static bool HasBraces(string text) =>
        text.Contains("{{", StringComparison.Ordinal)
        || text.Contains("}}", StringComparison.Ordinal)
        || text.Contains("{%", StringComparison.Ordinal)
        || text.Contains("%}", StringComparison.Ordinal);
}
