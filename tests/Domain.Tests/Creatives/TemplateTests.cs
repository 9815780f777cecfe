using CampaignTasks.Domain.Creatives;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests.Creatives;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("Hello", "Hello")]
    [InlineData("Hi {{name}}!", "Hi Ann!")]
    [InlineData("Hi {{ name }}!", "Hi Ann!")]
    [InlineData("Hi {{name|there}}!", "Hi Ann!")]
    [InlineData("Hi {{other|there}}!", "Hi there!")]
    [InlineData("Hi {{other | you there }}!", "Hi you there!")]
    [InlineData("Hi {{other|}}!", "Hi !")]
    [InlineData("Hi {{empty|there}}!", "Hi there!")]
    [InlineData("{{name}}{{name}}", "AnnAnn")]
    [InlineData("{{other|a|b}}", "a|b")]
    [InlineData("{{{{name}}", "{{name}}")]
    [InlineData("a { b } c }} d", "a { b } c }} d")]
    [InlineData("@media{a{b:c}}", "@media{a{b:c}}")]
    [InlineData("{{a.b_2|x}}", "x")]
    [InlineData("", "")]
    public void Render_OfATemplate_FillsItIn(string text, string expected) => Assert.Equal(expected, Good(text).Render(Value));

    [Theory]
    [InlineData("Hi {{name", "not closed", "line 1, column 4")]
    [InlineData("a\nb {{name}", "not closed", "line 2, column 3")]
    [InlineData("{{}}", "not a variable's name", "line 1, column 1")]
    [InlineData("{{1st|x}}", "not a variable's name", "line 1, column 1")]
    [InlineData("{{first name|x}}", "not a variable's name", "line 1, column 1")]
    [InlineData("{{{name}}}", "not a variable's name", "line 1, column 1")]
    [InlineData("{{имя|x}}", "not a variable's name", "line 1, column 1")]
    [InlineData("x\n\n  {{unknown}}", "known", "line 3, column 3")]
    [InlineData("{{a|{{name}}}}", "braces", "line 1, column 1")]
    public void Parse_OfAFaultyTemplate_SaysWhatAndWhere(string text, string what, string where)
    {
        List<string> faults = [];

        Assert.Null(Template.Parse(text, ["name", "empty"], faults.Add));

        var fault = Assert.Single(faults);
        Assert.Contains(what, fault, StringComparison.Ordinal);
        Assert.Contains(where, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OfAnUnknownVariable_NamesTheKnownAndTheFallback()
    {
        List<string> faults = [];

        Template.Parse("{{firstName}}", ["address", "email"], faults.Add);

        Assert.Contains("address, email", faults.Single(), StringComparison.Ordinal);
        Assert.Contains("{{firstName|fallback}}", faults.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OfSeveralFaults_TellsEach()
    {
        List<string> faults = [];

        Template.Parse("{{a}} {{b}} {{c", [], faults.Add);

        Assert.Equal(3, faults.Count);
    }

    [Fact]
    public void Variables_OfATemplate_AreEachNamedOnce() => Assert.Equal(["b", "a"], Good("{{b|}}{{a|}}{{b|x}}").Variables);

    [Property]
    public bool Render_OfTextWithoutBraces_IsTheText(string? s)
    {
        var text = (s ?? "").Replace("{{", "(", StringComparison.Ordinal);
        return Good(text).Render(_ => "never") == text;
    }

    [Property]
    public Property Render_OfAnEscapedText_IsTheText() =>
        Prop.ForAll(Pieces(), text => Good(text.Replace("{{", "{{{{", StringComparison.Ordinal)).Render(_ => "never") == text);

    [Property]
    public Property Render_OfTwoTemplatesInARow_IsTheTwoRenderings() =>
        Prop.ForAll(Gen.Elements("a", "{{name}}", "{{other|x}}", " ", "}}").ListOf().Two().ToArbitrary(), pair =>
        {
            var (left, right) = (string.Concat(pair.Item1), string.Concat(pair.Item2));
            return Good(left + right).Render(Value) == Good(left).Render(Value) + Good(right).Render(Value);
        });

    [Fact]
    public void Render_OfAValueWithBraces_DoesNotReadItAgain() => Assert.Equal("{{name}}", Good("{{name}}").Render(_ => "{{name}}"));

    [Property]
    public Property Parse_OfAnyText_NeverThrows() => Prop.ForAll(Pieces(), text =>
        {
            List<string> faults = [];
            return Template.Parse(text, ["name"], faults.Add) is null == faults.Count > 0;
        });

    private static Arbitrary<string> Pieces() =>
        Gen.Elements("{{", "}}", "a", "|", "name", " ", "\n", "é").ListOf().Select(p => string.Concat(p)).ToArbitrary();

    private static string? Value(string name) =>
        name switch
        {
            "name" => "Ann",
            "empty" => "",
            _ => null,
        };

    private static Template Good(string text)
    {
        var template = Template.Parse(text, ["name", "empty"], fault => Assert.Fail(fault));
        return template!;
    }
}
