using CampaignTasks.Domain.Addresses;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests.Addresses;

public sealed class AddressesTests
{
    private static readonly string Long = new('a', 64);

    [Theory]
    [InlineData("ann@example.net", "ann@example.net")]
    [InlineData(" Ann.O'Neil+News@EXAMPLE.Net\t", "Ann.O'Neil+News@example.net")]
    [InlineData("Ann <ann@example.net>", "ann@example.net")]
    [InlineData("\"Ann, B.\" < ann@example.net >", "ann@example.net")]
    [InlineData("<ann@example.net>", "ann@example.net")]
    [InlineData("\u00A0\uFEFFann@example.net\u200B", "ann@example.net")]
    [InlineData("ann@xn--bcher-kva.example", "ann@xn--bcher-kva.example")]
    [InlineData("ann@Bücher.example", "ann@xn--bcher-kva.example")]
    [InlineData("info@почта.рф", "info@xn--80a1acny.xn--p1ai")]
    [InlineData("a@b.co", "a@b.co")]
    public void Email_WellFormed_IsNormalized(string typed, string expected) => Good(ChannelKind.Email, typed, expected);

    [Theory]
    [InlineData("ann")]
    [InlineData("@example.net")]
    [InlineData("ann@")]
    [InlineData("ann@example")]
    [InlineData("ann@@example.net")]
    [InlineData("ann@b@example.net")]
    [InlineData("ann bob@example.net")]
    [InlineData("ann@example.net, bob@example.net")]
    [InlineData(".ann@example.net")]
    [InlineData("ann.@example.net")]
    [InlineData("an..n@example.net")]
    [InlineData("ann@-example.net")]
    [InlineData("ann@example-.net")]
    [InlineData("ann@exa_mple.net")]
    [InlineData("ann@example..net")]
    [InlineData("ann@example.net.")]
    [InlineData("ann@127.0.0.1")]
    [InlineData("änn@example.net")]
    [InlineData("\"ann b\"@example.net")]
    [InlineData("ann\u0000@example.net")]
    [InlineData("ann@exam\u0007ple.net")]
    [InlineData("ann@example.net>")]
    [InlineData("Ann <>")]
    public void Email_Malformed_IsRefused(string typed) => Bad(ChannelKind.Email, typed);

    [Fact]
    public void Email_AtTheLimits_IsGoodAndBeyondIsNot()
    {
        var domain = $"{new string('b', 63)}.{new string('c', 63)}.{new string('d', 57)}.net";
        Good(ChannelKind.Email, $"{Long}@{domain}", $"{Long}@{domain}");
        Bad(ChannelKind.Email, $"{Long}@d{domain}");
        Bad(ChannelKind.Email, $"{Long}a@example.net");
        Bad(ChannelKind.Email, $"a@{Long}.net");
    }

    [Theory]
    [InlineData("@Ann_Smith1", "@Ann_Smith1")]
    [InlineData("https://t.me/ann_smith", "@ann_smith")]
    [InlineData("t.me/ann_smith", "@ann_smith")]
    [InlineData("123456789", "123456789")]
    [InlineData("-1001234567890", "-1001234567890")]
    [InlineData("00123", "123")]
    public void Telegram_NamesAndNumbers_AreNormalized(string typed, string expected) => Good(ChannelKind.Telegram, typed, expected);

    [Theory]
    [InlineData("@ann")]
    [InlineData("@1annsmith")]
    [InlineData("@_annsmith")]
    [InlineData("@ann-smith")]
    [InlineData("@a23456789012345678901234567890123")]
    [InlineData("annsmith")]
    [InlineData("@")]
    [InlineData("0")]
    [InlineData("+123")]
    [InlineData("12345678901234567890")]
    public void Telegram_AnythingElse_IsRefused(string typed) => Bad(ChannelKind.Telegram, typed);

    [Theory]
    [InlineData("123", "123")]
    [InlineData("id123", "123")]
    [InlineData("https://vk.com/id123", "123")]
    [InlineData("http://m.vk.com/id123", "123")]
    [InlineData("-45", "-45")]
    [InlineData("club45", "-45")]
    [InlineData("public45", "-45")]
    [InlineData("vk.com/club45", "-45")]
    public void Vk_Ids_AreNumbers(string typed, string expected) => Good(ChannelKind.Vk, typed, expected);

    [Theory]
    [InlineData("https://vk.com/ann.smith")]
    [InlineData("ann")]
    [InlineData("id")]
    [InlineData("id-5")]
    [InlineData("club-5")]
    [InlineData("0")]
    [InlineData("https://example.net/id1")]
    public void Vk_AnythingElse_IsRefused(string typed) => Bad(ChannelKind.Vk, typed);

    [Theory]
    [InlineData("+79123456789")]
    [InlineData("+44 20 7946 0958")]
    public void Telegram_APhoneNumber_IsRefusedWithTheWayToJoin(string typed) =>
        Assert.Contains(
            "send the person the bot's link",
            ChannelAddress.Normalize(ChannelKind.Telegram, typed).Fault,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("17841400000000001", "17841400000000001")]
    [InlineData(" 17841400000000001 ", "17841400000000001")]
    public void Instagram_ANumber_IsKept(string typed, string address) => Good(ChannelKind.Instagram, typed, address);

    [Theory]
    [InlineData("@ann")]
    [InlineData("instagram.com/ann")]
    [InlineData("+79123456789")]
    [InlineData("1784")]
    [InlineData("017841400000000001")]
    public void Instagram_AnythingElse_IsRefused(string typed) => Bad(ChannelKind.Instagram, typed);

    [Theory]
    [InlineData("u2i-AbC~123_x", "u2i-AbC~123_x")]
    public void Avito_TheIdOfAChat_IsKept(string typed, string address) => Good(ChannelKind.Avito, typed, address);

    [Theory]
    [InlineData("+79123456789")]
    [InlineData("u2i/../1")]
    [InlineData("u2i?x=1")]
    public void Avito_AnythingElse_IsRefused(string typed) => Bad(ChannelKind.Avito, typed);

    [Theory]
    [InlineData(ChannelKind.Push)]
    [InlineData(ChannelKind.Inbox)]
    public void Other_UpTo256PrintableCharacters_IsKept(ChannelKind channel)
    {
        Good(channel, $" {new string('x', 256)} ", new string('x', 256));
        Bad(channel, new string('x', 257));
        Bad(channel, "a\tb");
        Bad(channel, "a\u2028b");
        Bad(channel, "a\u200Bb");
        Bad(channel, " ");
    }

    [Property]
    public Property Normalize_OfAnyText_IsTotalAndDoneOnce() =>
        Prop.ForAll(Gen.Elements(Enum.GetValues<ChannelKind>()).ToArbitrary(), AnyText(), (channel, text) =>
        {
            var (address, fault) = ChannelAddress.Normalize(channel, text);
            return address is null
                ? fault is { Length: > 0 }
                : fault is null && ChannelAddress.Normalize(channel, address).Address == address;
        });

    /// <summary>Pieces of addresses beside any characters: what trips a reader is what nearly fits.</summary>
    private static Arbitrary<string> AnyText() =>
        Gen.OneOf(
                Gen.Elements(
                    "a",
                    "Я",
                    "ß",
                    "。",
                    "@",
                    ".",
                    "net",
                    "xn--",
                    "-",
                    "<",
                    ">",
                    "+",
                    "7",
                    "0",
                    "916",
                    "id",
                    "club",
                    "vk.com/",
                    "t.me/",
                    " ",
                    "\u0301",
                    "\u200D"
                ),
                ArbMap.Default.GeneratorFor<char>().Select(c => $"{c}")
            )
            .ArrayOf()
            .Select(string.Concat)
            .ToArbitrary();

    private static void Good(ChannelKind channel, string typed, string expected)
    {
        Assert.Equal(new AddressReading(expected, null), ChannelAddress.Normalize(channel, typed));
        Assert.Equal(new AddressReading(expected, null), ChannelAddress.Normalize(channel, expected));
    }

    private static void Bad(ChannelKind channel, string typed)
    {
        var (address, fault) = ChannelAddress.Normalize(channel, typed);
        Assert.Null(address);
        Assert.Contains(':', fault!);
    }
}
