using CampaignTasks.Domain.Addresses;

namespace CampaignTasks.Domain.Tests.Addresses;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("lea@münchen.example")]
    [InlineData("lea@MÜNCHEN.example")]
    [InlineData("lea@mu\u0308nchen.example")]
    [InlineData("lea@MU\u0308NCHEN.EXAMPLE")]
    [InlineData("lea@mün\u00ADchen.example")]
    [InlineData("lea@mün\u200Bchen.example")]
    [InlineData("lea@ｍüｎｃｈｅｎ.example")]
    [InlineData("lea@münchen。example")]
    [InlineData("lea@münchen．example")]
    [InlineData("lea@münchen｡example")]
    [InlineData("lea@xn--mnchen-3ya.example")]
    [InlineData("lea@XN--MNCHEN-3YA.example")]
    [InlineData("lea＠münchen.example")]
    public void Domain_OfAllSpellings_IsOne(string typed) => Good(typed, "lea@xn--mnchen-3ya.example");

    [Theory]
    [InlineData("a@straße.example", "a@xn--strae-oqa.example")]
    [InlineData("a@STRASSE.example", "a@strasse.example")]
    [InlineData("a@βόλος.example", "a@xn--nxasmm1c.example")]
    [InlineData("a@例え.example", "a@xn--r8jz45g.example")]
    [InlineData("a@i\u2764.example", "a@xn--i-7iq.example")]
    [InlineData("a@i\u2764\uFE0F.example", "a@xn--i-7iq.example")]
    [InlineData("a@👍.example", "a@xn--yp8h.example")]
    [InlineData("a@אב.example", "a@xn--4dbc.example")]
    [InlineData("a@ex\u00ADample.net", "a@example.net")]
    [InlineData("zoe@ｅｘａｍｐｌｅ.net", "zoe@example.net")]
    [InlineData("info@почта.рф", "info@xn--80a1acny.xn--p1ai")]
    public void Domain_IsMappedByUts46(string typed, string expected) => Good(typed, expected);

    [Theory]
    [InlineData("a@aא.example")]
    [InlineData("a@אa.example")]
    [InlineData("a@1א.example")]
    [InlineData("a@1a.אב")]
    [InlineData("a@xn--1-0hc.example")]
    [InlineData("a@xn--a.example")]
    [InlineData("a@xn--example-.net")]
    [InlineData("a@xn--.example")]
    [InlineData("a@a\u200Db.example")]
    [InlineData("a@ä_b.example")]
    [InlineData("a@ä..example")]
    [InlineData("a@-ä.example")]
    [InlineData("a@\u0301a.example")]
    [InlineData("a@\u200B.example")]
    [InlineData("a@ä.192")]
    [InlineData("a@ä／b.example")]
    [InlineData("a@ä")]
    public void Domain_ThatNobodyCanHave_IsRefused(string typed) => Bad(typed, "domain");

    [Theory]
    [InlineData("Ann <ann@example.net>", "ann@example.net")]
    [InlineData("\"Ann, B.\" < ann@example.net >", "ann@example.net")]
    [InlineData("<ann@example.net>", "ann@example.net")]
    [InlineData("Ann @ Acme <ann@example.net>", "ann@example.net")]
    [InlineData("Ann (@ann) <ann@example.net>", "ann@example.net")]
    [InlineData("a>b <cid@example.net>", "cid@example.net")]
    [InlineData("ann@example.net <ANN@example.net>", "ANN@example.net")]
    [InlineData("\"ann@example.net\" <ann@example.net>", "ann@example.net")]
    [InlineData("ann@example.net (Ann)", "ann@example.net")]
    [InlineData("'ron@example.net'", "ron@example.net")]
    [InlineData("“ron@example.net”", "ron@example.net")]
    [InlineData("mailto:qi@example.net", "qi@example.net")]
    [InlineData("<mailto:qi@example.net>", "qi@example.net")]
    [InlineData("k\u200Bim@example.net", "kim@example.net")]
    [InlineData("ｚｏｅ＠ｅｘａｍｐｌｅ．ｎｅｔ", "zoe@example.net")]
    [InlineData("hal+news@example.net", "hal+news@example.net")]
    public void Address_WithWhatSurroundsIt_IsReadAlone(string typed, string expected) => Good(typed, expected);

    [Theory]
    [InlineData("bob@example.net <wrong@example.org>", "which")]
    [InlineData("\"bob@example.net\" <wrong@example.org>", "which")]
    [InlineData("bob@example <wrong@example.org>", "which")]
    [InlineData("Ann <ann@example.net> Bob <bob@example.net>", "which")]
    [InlineData("<ann@example.net> <bob@example.net>", "which")]
    [InlineData("ann@example.net (bob@example.net)", "which")]
    [InlineData("ann@example.net, bob@example.net", "more than one")]
    [InlineData("ann@example.net bob@example.net", "more than one")]
    [InlineData("x @example.net", "blank")]
    [InlineData("ann@example.net<br>", "needs an @")]
    [InlineData("ann@example.net <", "")]
    [InlineData("'ann@example.net", "apostrophe")]
    [InlineData("\"quoted local\"@example.net", "in quotes")]
    [InlineData("\"ann\"@example.net", "in quotes")]
    [InlineData("Ann <\"ann lee\"@example.net>", "in quotes")]
    [InlineData("To: ann@example.net", "'To:' stands before the address")]
    [InlineData("E-Mail:ann@example.net", "'E-Mail:' stands before the address")]
    [InlineData("Reply-To: <ann@example.net> x", "")]
    [InlineData("ann lee@example.net", "blank")]
    [InlineData("ann@example.net Lee", "blank")]
    [InlineData("ann@exam ple.net", "blank")]
    [InlineData("a;b@example.net", "semicolon")]
    [InlineData("ann@localhost", "domain")]
    [InlineData("ann@192.0.2.1", "domain")]
    [InlineData("ann@exa_mple.net", "domain")]
    [InlineData("mailto:qi@example.net?subject=x", "domain")]
    [InlineData("Ann <>", "needs an @")]
    public void Address_ThatIsNoOneAddress_IsAFaultThatSaysWhy(string typed, string words) => Bad(typed, words);

    private static void Good(string typed, string expected)
    {
        Assert.Equal(new AddressReading(expected, null), ChannelAddress.Normalize(ChannelKind.Email, typed));
        Assert.Equal(new AddressReading(expected, null), ChannelAddress.Normalize(ChannelKind.Email, expected));
    }

    private static void Bad(string typed, string words)
    {
        var (address, fault) = ChannelAddress.Normalize(ChannelKind.Email, typed);
        Assert.Null(address);
        Assert.Contains(words, fault!, StringComparison.Ordinal);
    }
}
