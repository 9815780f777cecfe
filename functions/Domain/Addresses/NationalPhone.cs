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
        var prefix = code.ToString(NumberFormatInfo.InvariantInfo);
        return code is 0 ? null
            : IsWithoutItsPlus(digits, country, prefix) ? WithCode(digits, prefix)
            : Dialed(digits, country) ?? WithCode(digits, prefix);
    }

    private static string? Dialed(string digits, string country)
    {
        try
        {
            var numbers = PhoneNumberUtil.GetInstance();
            var parsed = numbers.Parse(digits, country);
            return numbers.IsValidNumber(parsed) || (PhoneAddress.IsPossible(parsed) && IsWrittenHere(digits, parsed, country))
                ? numbers.Format(parsed, PhoneNumberFormat.E164)
                : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    // Where numbers at home begin with a trunk prefix, one that begins with the country's code instead has lost its plus.
    private static bool IsWithoutItsPlus(string digits, string country, string code)
    {
        var numbers = PhoneNumberUtil.GetInstance();
        return digits.StartsWith(code, StringComparison.Ordinal)
            && numbers.GetNddPrefixForRegion(country, stripNonDigits: true) is { Length: > 0 } trunk
            && !digits.StartsWith(trunk, StringComparison.Ordinal)
            && IsValid(digits);
    }

    // A number that nobody has, as those of films, is taken for the country's with its trunk prefix: unless it is another country's
    // without its plus.
    private static bool IsWrittenHere(string digits, PhoneNumber parsed, string country)
    {
        var numbers = PhoneNumberUtil.GetInstance();
        if (
            numbers.GetNddPrefixForRegion(country, stripNonDigits: true) is not { Length: > 0 } trunk
            || !digits.StartsWith(trunk, StringComparison.Ordinal)
            || digits.StartsWith("00", StringComparison.Ordinal)
            || numbers.GetNationalSignificantNumber(parsed) != digits[trunk.Length..]
        )
        {
            return false;
        }

        return !IsValid(digits);
    }

    private static bool IsValid(string digits)
    {
        try
        {
            var numbers = PhoneNumberUtil.GetInstance();
            return numbers.IsValidNumber(numbers.Parse($"+{digits}", defaultRegion: null));
        }
        catch (NumberParseException)
        {
            return false;
        }
    }

    private static string? WithCode(string digits, string code) =>
        digits.StartsWith(code, StringComparison.Ordinal) ? PhoneAddress.International($"+{digits}").Address : null;
}
