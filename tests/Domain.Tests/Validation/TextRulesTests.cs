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
}
