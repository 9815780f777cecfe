using CampaignTasks.Domain.Creatives;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests.Creatives;

public sealed class SmsSegmentsTests
{
    [Theory]
    [InlineData("", "GSM-7", 0)]
    [InlineData("Hello", "GSM-7", 1)]
    [InlineData("Ä ö ü ß é ñ Ç @ $ ¥ Ω", "GSM-7", 1)]
    [InlineData("[5 €] {a|b} ~ ^ \\", "GSM-7", 1)]
    [InlineData("Wait…", "UCS-2", 1)]
    [InlineData("Привет", "UCS-2", 1)]
    [InlineData("ç", "UCS-2", 1)]
    [InlineData("`", "UCS-2", 1)]
    [InlineData("😀", "UCS-2", 1)]
    public void Of_AShortText_IsOneSegmentInTheEncodingItNeeds(string text, string encoding, int count)
    {
        var segments = SmsSegments.Of(text);

        Assert.Equal((encoding, count), (segments.Encoding, segments.Count));
    }

    [Theory]
    [InlineData("a", 160, 1)]
    [InlineData("a", 161, 2)]
    [InlineData("a", 306, 2)]
    [InlineData("a", 307, 3)]
    [InlineData("€", 80, 1)]
    [InlineData("€", 81, 2)]
    [InlineData("€", 152, 2)] // 76 in a segment: the escape of the 77th is not cut off its character.
    [InlineData("€", 153, 3)]
    [InlineData("я", 70, 1)]
    [InlineData("я", 71, 2)]
    [InlineData("я", 134, 2)]
    [InlineData("я", 135, 3)]
    [InlineData("😀", 35, 1)]
    [InlineData("😀", 36, 2)]
    [InlineData("😀", 66, 2)] // 33 in a segment: the 34th is not cut in half.
    [InlineData("😀", 67, 3)]
    [InlineData("😀", 801, 25)]
    public void Of_ALongText_CutsNoCharacter(string character, int times, int count) =>
        Assert.Equal(count, SmsSegments.Of(string.Concat(Enumerable.Repeat(character, times))).Count);

    [Fact]
    public void Of_AnOddCharacter_NamesTheFirst() => Assert.Equal("…", SmsSegments.Of("Wait… я").Odd.ToString());

    [Property]
    public Property Of_AnyText_HasAsManySegmentsAsItsLengthAllows() =>
        Prop.ForAll(Gen.Elements("a", "€", "é", "я", "😀", "\n").ListOf().Select(p => string.Concat(p)).ToArbitrary(), text =>
        {
            var segments = SmsSegments.Of(text);
            var units = segments.IsGsm ? text.Length + text.Count(c => c is '€') : text.Length;
            var (alone, several) = segments.IsGsm ? (160, 153) : (70, 67);
            return segments.Count >= (units + several - 1) / several - (units <= alone && units > several ? 1 : 0)
                && segments.Count <= Math.Max(1, (units + several - 2) / (several - 1))
                && segments.Count == 0 == (text.Length == 0);
        });
}
