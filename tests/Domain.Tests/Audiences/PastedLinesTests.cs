using CampaignTasks.Domain.Audiences;

namespace CampaignTasks.Domain.Tests.Audiences;

/// <summary>Lists as people paste them. The files lie in <c>Cases</c>.</summary>
public sealed class PastedLinesTests
{
    [Theory]
    [InlineData("Ann Lee <ann@example.net>, Bob Ray <bob@example.net>", "ann@example.net", "bob@example.net")]
    [InlineData("Cid <cid@example.net>; Dan <dan@example.net>", "cid@example.net", "dan@example.net")]
    [InlineData("\"Lee, Ann\" <ann@example.net>, \"Ray; Bob\" <bob@example.net>;", "ann@example.net", "bob@example.net")]
    [InlineData("\"Ann \\\"A\\\" Lee, Dr.\" <ann@example.net>,bob@example.net", "ann@example.net", "bob@example.net")]
    [InlineData("vic@example.net, wes@example.net,", "vic@example.net", "wes@example.net")]
    [InlineData(";ann@example.net,;, bob@example.net ;", "ann@example.net", "bob@example.net")]
    [InlineData("ann@example.net (Lee, Ann), bob@example.net", "ann@example.net", "bob@example.net")]
    [InlineData("ann@example.net，bob@example.net；", "ann@example.net", "bob@example.net")]
    [InlineData("pat@example.net;", "pat@example.net")]
    public void Line_OfSeveralPeople_HasThemAll(string line, params string[] expected)
    {
        var list = ListParser.Parse(ChannelKind.Email, line);

        Assert.Equal(expected, list.Addresses);
        Assert.Empty(list.Errors);
    }

    [Theory]
    [InlineData("Lee, Ann <ann@example.net>", "Lee")]
    [InlineData("tom@example,net", "tom@example")]
    [InlineData("ann@example.net, bob@example", "bob@example")]
    [InlineData("\"Ann <ann@example.net>, Bob <bob@example.net>", "\"Ann <ann@example.net>, Bob <bob@example.net>")]
    [InlineData(",;", ",;")]
    public void Line_WithAnythingElse_IsReportedWithItsNumber(string line, string quoted)
    {
        var list = ListParser.Parse(ChannelKind.Email, $"zoe@example.net\n{line}");

        Assert.Equal((2, quoted), (list.Errors[0].Line, list.Errors[0].Text));
    }

    [Fact]
    public void Line_OfSeveralNumbers_HasThemAll() =>
        Assert.Equal(
            ["+14255550123", "+442079460018", "+79161234567"],
            ListParser.Parse(ChannelKind.Sms, "+14255550123, 0044 20 7946 0018; 8 916 123-45-67;", "RU").Addresses
        );

    [Fact]
    public void Line_OfAPushToken_MayHaveCommas() => Assert.Equal(["a,b;c"], ListParser.Parse(ChannelKind.Push, "a,b;c").Addresses);

    [Fact]
    public void Emails_OfTheFile_AreReadOrReportedLineByLine()
    {
        var list = ListParser.Parse(ChannelKind.Email, File.ReadAllText("Cases/emails.txt"));

        Assert.Equal([7, 13, 14, 15, 20, 23, 24, 27, 29], list.Errors.Select(error => error.Line).Distinct());
        Assert.Contains("bob@example.net", list.Addresses);
        Assert.DoesNotContain("wrong@example.org", list.Addresses);
    }

    [Fact]
    public void Idn_OfTheFile_IsOnePerson()
    {
        var list = ListParser.Parse(ChannelKind.Email, File.ReadAllText("Cases/idn.txt"));

        Assert.Equal(["lea@xn--mnchen-3ya.example", "a@example.net", "zoe@example.net"], list.Addresses);
        Assert.Equal((2, 0), (list.Duplicates, list.ErrorCount));
    }

    [Fact]
    public void Phones_OfTheFile_AreReadOrReportedLineByLine()
    {
        var list = ListParser.Parse(ChannelKind.Sms, File.ReadAllText("Cases/phones.txt"));

        Assert.Equal(
            ["+442079460958", "+491711234567", "+14155550100", "+79161234567", "+525512345678", "+5491123456789"],
            list.Addresses.Take(6)
        );
        Assert.DoesNotContain("+541123456789", list.Addresses);
        Assert.All(list.Errors, error => Assert.Contains(':', error.Reason));
    }

    [Fact]
    public void Phones_OfTheFile_InRussia_AddItsNationalForms()
    {
        var list = ListParser.Parse(ChannelKind.Sms, "8 (916) 123-45-67\n79161234567\n9161234567\n+7 916 1234567\n85291234567", "RU");

        Assert.Equal("+79161234567", Assert.Single(list.Addresses));
        Assert.Equal(3, list.Duplicates);
        Assert.Equal(5, list.Errors.Single().Line);
    }
}
