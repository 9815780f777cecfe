using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Audiences;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests.Audiences;

public sealed class ListParserTests
{
    [Fact]
    public void Parse_OfAMixedList_SortsEveryLine()
    {
        var list = ListParser.Parse(
            ChannelKind.Email,
            "\uFEFFann@example.net\r\n\r\n BOB@example.net \rann@EXAMPLE.net\nnobody\n\u00A0\nbob@example.net"
        );

        Assert.Equal(["ann@example.net", "BOB@example.net"], list.Addresses);
        Assert.Equal((2, 2, 1, 7), (list.Duplicates, list.Blanks, list.ErrorCount, list.Entries));
        Assert.Equal((5, "nobody"), (list.Errors.Single().Line, list.Errors.Single().Text));
    }

    [Fact]
    public void Parse_OfPhones_FoldsThemAfterNormalizing()
    {
        var list = ListParser.Parse(ChannelKind.Sms, "8 916 123-45-67\n+79161234567\n9161234567", "RU");

        Assert.Equal(["+79161234567"], list.Addresses);
        Assert.Equal(new PastedList(3, 1, 2), list.ToAudience(3));
    }

    [Fact]
    public void Parse_OfTelegramNames_FoldsCase() =>
        Assert.Equal(["@AnnSmith"], ListParser.Parse(ChannelKind.Telegram, "@AnnSmith\n@annsmith").Addresses);

    [Fact]
    public void Parse_OfPushTokens_KeepsCaseApart() => Assert.Equal(2, ListParser.Parse(ChannelKind.Push, "Abc\nabc").Addresses.Count);

    [Fact]
    public void Parse_OfManyErrors_KeepsAHundredAndCountsAll()
    {
        var list = ListParser.Parse(ChannelKind.Email, string.Join('\n', Enumerable.Repeat("bad", 1_000)));

        Assert.Equal((ListReader.MaxErrors, 1_000), (list.Errors.Count, list.ErrorCount));
    }

    [Fact]
    public void Parse_OfALongHostileLine_QuotesItShortAndPrintable()
    {
        var error = ListParser.Parse(ChannelKind.Email, "bad\u001B[31m" + new string('x', 10_000)).Errors.Single();

        Assert.True(error.Text.Length <= 61);
        Assert.DoesNotContain(error.Text, char.IsControl);
    }

    [Fact]
    public void Parse_OfNothing_IsOneBlankLine() =>
        Assert.Equal((1, 1), (ListParser.Parse(ChannelKind.Email, "").Entries, ListParser.Parse(ChannelKind.Email, "").Blanks));

    [Property]
    public Property Parse_OfAnyText_AccountsForEveryLine() => Prop.ForAll(AnyLists.Lines(), input =>
        {
            var (channel, lines) = input;
            var list = ListParser.Parse(channel, string.Join('\n', lines));
            int[] entries = [.. lines.Select(line => ListParser.Parse(channel, line).Entries)];
            return entries.All(count => count > 0)
                && list.Entries == Math.Max(entries.Sum(), 1)
                && list.Addresses.Distinct(RecipientIdentity.Addresses(channel)).Count() == list.Addresses.Count;
        });

    [Property]
    public Property Parse_OfItsOwnOutput_ChangesNothing() => Prop.ForAll(AnyLists.Lines(), input =>
        {
            var (channel, lines) = input;
            var once = ListParser.Parse(channel, string.Join('\n', lines));
            var twice = ListParser.Parse(channel, string.Join('\n', once.Addresses));
            return once.Addresses.SequenceEqual(twice.Addresses) && twice.Duplicates == 0 && twice.ErrorCount == 0;
        });

    [Property]
    public Property Parse_WithAnyLineEnds_ReadsTheSame() => Prop.ForAll(AnyLists.Lines(), input =>
        {
            var (channel, lines) = input;
            var lf = ListParser.Parse(channel, string.Join('\n', lines));
            return ((string[])["\r\n", "\r"]).All(end =>
            {
                var other = ListParser.Parse(channel, string.Join(end, lines));
                return other.Addresses.SequenceEqual(lf.Addresses) && other.Entries == lf.Entries && other.Errors.SequenceEqual(lf.Errors);
            });
        });
}
