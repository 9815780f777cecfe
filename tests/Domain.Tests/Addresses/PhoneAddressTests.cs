using CampaignTasks.Domain.Addresses;

namespace CampaignTasks.Domain.Tests.Addresses;

public sealed class PhoneAddressTests
{
    [Theory]
    [InlineData("+14255550123", "+14255550123")]
    [InlineData("+1 (425) 555-01-23", "+14255550123")]
    [InlineData("+44.20.7946.0018", "+442079460018")]
    [InlineData("0044 20 7946 0018", "+442079460018")]
    [InlineData("007 916 123 45 67", "+79161234567")]
    [InlineData("+7\u00A0916\u2011123\u201345\u221267", "+79161234567")]
    [InlineData("+7 8 916 123 45 67", "+79161234567")]
    [InlineData("+49 171/1234567", "+491711234567")]
    [InlineData("'+491711234567", "+491711234567")]
    [InlineData("tel:+491711234567", "+491711234567")]
    [InlineData("\u202A+491711234567\u202C", "+491711234567")]
    [InlineData("+49\u200B1711234567", "+491711234567")]
    [InlineData("+７９１６１２３４５６７", "+79161234567")]
    [InlineData("＋7（916）123－45－67", "+79161234567")]
    [InlineData("+٤٤٢٠٧٩٤٦٠٠١٨", "+442079460018")]
    [InlineData("+390612345678", "+390612345678")]
    [InlineData("+39 (0)6 12345678", "+390612345678")]
    [InlineData("+447700900123", "+447700900123")]
    [InlineData("+15551000000", "+15551000000")]
    [InlineData("+52 1 55 1234 5678", "+525512345678")]
    [InlineData("+52 55 1234 5678", "+525512345678")]
    [InlineData("+54 9 11 2345 6789", "+5491123456789")]
    [InlineData("+54 11 2345 6789", "+541123456789")]
    [InlineData("+551112345678", "+551112345678")]
    public void International_IsReadWithoutACountry(string typed, string expected)
    {
        Good(typed, country: null, expected);
        Good(typed, "US", expected);
        Good(typed, "RU", expected);
    }

    [Theory]
    [InlineData("+44 (0) 20 7946 0958", "+442079460958")]
    [InlineData("+49 (0)171 1234567", "+491711234567")]
    [InlineData("+49 (0) 171 1234567", "+491711234567")]
    [InlineData("+33 (0)6 12 34 56 78", "+33612345678")]
    [InlineData("0044 (0) 20 7946 0958", "+442079460958")]
    [InlineData("+36 (06) 20 123 4567", "+36201234567")]
    public void International_WithATrunkPrefix_LosesIt(string typed, string expected) => Good(typed, country: null, expected);

    [Theory]
    [InlineData("(917) 555-0123", "US", "+19175550123")]
    [InlineData("1 415 555 0100", "US", "+14155550100")]
    [InlineData("98765 43210", "IN", "+919876543210")]
    [InlineData("85291234567", "HK", "+85291234567")]
    [InlineData("84912345678", "VN", "+84912345678")]
    [InlineData("06 12 34 56 78", "FR", "+33612345678")]
    [InlineData("0171 1234567", "DE", "+491711234567")]
    [InlineData("020 7946 0958", "GB", "+442079460958")]
    [InlineData("07700 900123", "GB", "+447700900123")]
    [InlineData("447700900123", "GB", "+447700900123")]
    [InlineData("491711234567", "DE", "+491711234567")]
    [InlineData("49 160 1234567", "DE", "+491601234567")]
    [InlineData("4915112345678", "DE", "+4915112345678")]
    [InlineData("919876543210", "IN", "+919876543210")]
    [InlineData("9198765432", "IN", "+919198765432")]
    [InlineData("06 12345678", "IT", "+390612345678")]
    [InlineData("011 15-2345-6789", "AR", "+5491123456789")]
    [InlineData("011 44 20 7946 0958", "US", "+442079460958")]
    public void National_InItsCountry_IsRead(string typed, string country, string expected) => Good(typed, country, expected);

    [Theory]
    [InlineData("8 (916) 123-45-67")]
    [InlineData("89161234567")]
    [InlineData("79161234567")]
    [InlineData("9161234567")]
    [InlineData("８ ９１６ １２３ ４５ ６７")]
    public void National_OfRussia_IsReadThereAndInKazakhstan(string typed)
    {
        Good(typed, "RU", "+79161234567");
        Good(typed, "KZ", "+79161234567");
        Bad(typed, country: null, "country");
    }

    [Theory]
    [InlineData("(917) 555-0123", null)]
    [InlineData("0612345678", null)]
    [InlineData("84912345678", null)]
    [InlineData("1 415 555 0100", null)]
    [InlineData("85291234567", "RU")]
    [InlineData("82212345678", "RU")]
    [InlineData("81312345678", "RU")]
    [InlineData("8 (916) 123-45-67", "US")]
    [InlineData("0612345678", "US")]
    [InlineData("9161234567", "US")]
    [InlineData("1 415 555 0100", "DE")]
    [InlineData("447911123456", "US")]
    [InlineData("123-456-7890", "US")]
    [InlineData("00", "RU")]
    [InlineData("12", "FR")]
    [InlineData("0612345678", "IN")]
    [InlineData("012345678", "IN")]
    [InlineData("061234567", "FR")]
    [InlineData("09876543", "GB")]
    [InlineData("8 916 123 45", "RU")]
    public void National_ElsewhereOrNowhere_IsAFaultAndNeverAnotherCountrysNumber(string typed, string? country) =>
        Bad(typed, country, country is null ? "country" : "+14255550123");

    [Theory]
    [InlineData("+1 415-555-0100 x12")]
    [InlineData("+1 415 555 0100 ext. 5")]
    [InlineData("+1 415 555 0100;ext=5")]
    [InlineData("+1 415 555 0100 #5")]
    [InlineData("+7 495 123-45-67 доб. 89")]
    public void Extension_IsAFaultThatSaysSo(string typed) => Bad(typed, country: null, "extension");

    [Theory]
    [InlineData("4.91711E+11", "spreadsheet")]
    [InlineData("+1-800-FLOWERS", "digits only")]
    [InlineData("+1425CALLME", "digits only")]
    [InlineData("call me", "digits only")]
    [InlineData("ann@example.net", "digits only")]
    [InlineData("+1+4255550123", "digits only")]
    [InlineData("+491711234567, +14155550100", "more than one")]
    [InlineData("+1 555 0100", "area code")]
    [InlineData("+12345678", "area code")]
    [InlineData("+7916123456", "")]
    [InlineData("+91612345678", "length")]
    [InlineData("+9112345678", "length")]
    [InlineData("+791612345678", "")]
    [InlineData("+8 916 123 45 67", "No country")]
    [InlineData("+999999999999", "No country")]
    [InlineData("+0123456789", "No country")]
    [InlineData("000123456789", "No country")]
    [InlineData("+1234567", "")]
    [InlineData("+1234567890123456", "too many")]
    [InlineData("+11111111111111111111111111111111", "too many")]
    [InlineData("+", "no number")]
    [InlineData("()", "no number")]
    public void NoNumber_IsAFaultThatSaysWhy(string typed, string words) => Bad(typed, country: null, words);

    [Theory]
    [InlineData("+861234567890123")]
    [InlineData("+49 00 171 1234567")]
    public void International_OfWhichOnlyAPartWouldBeANumber_IsNeverThatPart(string typed) => Bad(typed, country: null, "length");

    private static void Good(string typed, string? country, string expected)
    {
        foreach (var channel in new[] { ChannelKind.Sms, ChannelKind.Whatsapp })
        {
            Assert.Equal(new AddressReading(expected, null), ChannelAddress.Normalize(channel, typed, country));
            Assert.Equal(new AddressReading(expected, null), ChannelAddress.Normalize(channel, expected, country));
        }
    }

    private static void Bad(string typed, string? country, string words)
    {
        var (address, fault) = ChannelAddress.Normalize(ChannelKind.Sms, typed, country);
        Assert.Null(address);
        Assert.Contains(words, fault!, StringComparison.Ordinal);
        Assert.Contains(':', fault!);
    }
}
