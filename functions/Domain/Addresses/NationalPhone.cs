using System.Globalization;
using PhoneNumbers;

namespace CampaignTasks.Domain.Addresses;

/// <summary>
/// Phone numbers as people of one country write them: with the trunk prefix or without, with the country's code but no plus, or with the
/// prefix that they dial before international numbers.
/// </summary>
internal static class NationalPhone
{
    /// <summary>Reads digits as a number of the country, or as one that is dialed from there; null when they are none.</summary>
    public static string? Read(string digits, string country)
    {
        var numbers = PhoneNumberUtil.GetInstance();
        var code = numbers.GetCountryCodeForRegion(country);
        return code is 0 ? null : Dialed(digits, country) ?? WithCode(digits, code.ToString(NumberFormatInfo.InvariantInfo));
    }

    private static string? Dialed(string digits, string country)
    {
        try
        {
            var numbers = PhoneNumberUtil.GetInstance();
            var parsed = numbers.Parse(digits, country);
            return numbers.IsValidNumber(parsed) || (numbers.IsPossibleNumber(parsed) && IsWrittenHere(digits, country))
                ? numbers.Format(parsed, PhoneNumberFormat.E164)
                : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    // A number that nobody has, as those of films, is taken for the country's with its trunk prefix: unless it is another country's
    // without its plus.
    private static bool IsWrittenHere(string digits, string country)
    {
        var numbers = PhoneNumberUtil.GetInstance();
        if (
            numbers.GetNddPrefixForRegion(country, stripNonDigits: true) is not { Length: > 0 } trunk
            || !digits.StartsWith(trunk, StringComparison.Ordinal)
            || digits.StartsWith("00", StringComparison.Ordinal)
        )
        {
            return false;
        }

        try
        {
            return !numbers.IsValidNumber(numbers.Parse($"+{digits}", defaultRegion: null));
        }
        catch (NumberParseException)
        {
            return true;
        }
    }

    private static string? WithCode(string digits, string code) =>
        digits.StartsWith(code, StringComparison.Ordinal) ? PhoneAddress.International($"+{digits}").Address : null;
}
