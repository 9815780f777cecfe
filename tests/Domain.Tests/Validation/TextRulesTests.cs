using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Tests.Validation;

public sealed class TextRulesTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("abc", "abc")]
    [InlineData("abcd", "abc")]
    [InlineData("ab\U0001F600", "ab")]
    [InlineData("a\U0001F600b", "a\U0001F600")]
    public void Truncate_ToThree_KeepsWholeCharacters(string text, string expected) => Assert.Equal(expected, TextRules.Truncate(text, 3));

    [Theory]
    [InlineData("Invoice", "Invoice")]
    [InlineData("a\r\n\tb\0c", "a b c")]
    [InlineData("a\u2028b\u2029c", "a b c")]
    [InlineData("invoice \u202Egpj.exe", "invoice gpj.exe")]
    [InlineData("\u202A\u202B\u202C\u202D\u2066\u2067\u2068\u2069x", "x")]
    [InlineData(
        "\u05E9\u05DC\u05D5\u05DD \u200Fx \U0001F468\u200D\U0001F469",
        "\u05E9\u05DC\u05D5\u05DD \u200Fx \U0001F468\u200D\U0001F469"
    )]
    public void OnOneLine_OfAText_HasNoControlsAndKeepsTheRest(string text, string expected) =>
        Assert.Equal(expected, TextRules.OnOneLine(text));

    [Theory]
    [InlineData(null, null)]
    [InlineData("  ", null)]
    [InlineData(" Sale ", "Sale")]
    [InlineData("SALE", "SALE")]
    [InlineData("Cafe\u0301", "Caf\u00E9")]
    [InlineData("Caf\u00E9", "Caf\u00E9")]
    [InlineData("\u1112\u1161\u11AB", "\uD55C")]
    public void Label_IsTrimmedAndComposed(string? text, string? expected) => Assert.Equal(expected, TextRules.Label(text));

    [Fact]
    public void Label_WithHalfACharacter_StaysAsItIs()
    {
        var text = "e\u0301" + '\uD800';

        Assert.Equal(text, TextRules.Label(text));
    }
}
