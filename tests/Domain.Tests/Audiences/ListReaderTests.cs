using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Audiences;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests.Audiences;

public sealed class ListReaderTests
{
    [Property]
    public Property Read_InAnyStretches_IsWhatTheParserReadsAtOnce() => Prop.ForAll(AnyLists.Stretches(), input =>
        {
            var (channel, text, stretches) = input;
            return Same(ListParser.Parse(channel, text), Read(channel, stretches)) && string.Concat(stretches) == text;
        });

    [Theory]
    [InlineData("ann@example.net\nbob@example.net\n")]
    [InlineData("ann@example.net\rbob@example.net\r")]
    [InlineData("\uFEFFann@example.net\r\nbob@example.net\r\n")]
    public void Read_OfEachLineEnd_CutInTwoAnywhere_FindsTwoLinesAndABlank(string text)
    {
        for (var cut = 0; cut <= text.Length; cut++)
        {
            var list = Read(ChannelKind.Email, [text[..cut], text[cut..]]);

            Assert.Equal(["ann@example.net", "bob@example.net"], list.Addresses);
            Assert.Equal((3, 1), (list.Entries, list.Blanks));
        }
    }

    [Fact]
    public void Read_LetterByLetter_CountsEveryLine()
    {
        var list = Read(
            ChannelKind.Email,
            [.. "ann@example.net\r\n\r\n ANN@example.net \nnobody\r\rbob@example.net".Select(letter => letter.ToString())]
        );

        Assert.Equal(["ann@example.net", "bob@example.net"], list.Addresses);
        Assert.Equal((1, 2, 1, 6), (list.Duplicates, list.Blanks, list.ErrorCount, list.Entries));
        Assert.Equal((4, "nobody"), (list.Errors.Single().Line, list.Errors.Single().Text));
    }

    [Theory]
    [InlineData(ListReader.LongestLine, 0)]
    [InlineData(ListReader.LongestLine + 1, 1)]
    [InlineData(1_000_000, 1)]
    public void Read_OfALongLine_IsOneLineInLittleMemory(int length, int errors)
    {
        const string Address = "ann@example.net";
        var line = new string(' ', length - Address.Length) + Address;

        var (whole, cut) = (
            ListParser.Parse(ChannelKind.Email, line + "\nbob@example.net"),
            Read(ChannelKind.Email, [line[..7], line[7..], "\nbob@example.net"])
        );

        Assert.True(Same(whole, cut));
        Assert.Equal((errors, 2, 2 - errors), (cut.ErrorCount, cut.Entries, cut.Addresses.Count));
    }

    [Fact]
    public void Read_OfALineThatNeverEnds_KeepsOnlyItsBeginning()
    {
        var reader = new ListReader(ChannelKind.Push, country: null, _ => true);
        List<string> addresses = [];
        var stretch = new string('x', 100_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            reader.Read(stretch, addresses);
        }

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000);
        reader.End(addresses);
        Assert.Contains("too long", reader.Errors.Single().Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Zo\uFFFD")]
    [InlineData("a\0n\0n\0")]
    public void Read_OfALineInAnotherEncoding_SaysHowToSaveIt(string line) =>
        Assert.Contains("UTF-8", ListParser.Parse(ChannelKind.Push, line).Errors.Single().Reason, StringComparison.Ordinal);

    private static ParsedList Read(ChannelKind channel, IEnumerable<string> stretches)
    {
        List<string> addresses = [];
        var reader = new ListReader(channel, country: null, new HashSet<string>(RecipientIdentity.Addresses(channel)).Add);
        foreach (var stretch in stretches)
        {
            reader.Read(stretch, addresses);
        }

        reader.End(addresses);
        Assert.Equal(addresses.Count, reader.Size);
        Assert.True(reader.Lines <= addresses.Count + reader.Duplicates + reader.Blanks + reader.ErrorCount);
        return new ParsedList(addresses, reader.Duplicates, reader.Blanks, reader.Errors, reader.ErrorCount);
    }

    private static bool Same(ParsedList one, ParsedList other) =>
        one.Addresses.SequenceEqual(other.Addresses)
        && one.Errors.SequenceEqual(other.Errors)
        && (one.Duplicates, one.Blanks, one.ErrorCount) == (other.Duplicates, other.Blanks, other.ErrorCount);
}
