using System.Globalization;
using System.Text.RegularExpressions;
using PhoneNumbers;

namespace CampaignTasks.Domain.Addresses;

/// <summary>
/// Phone numbers, stored as E.164. International ones (<c>+</c> or <c>00</c>) are read anywhere and need a length that their country has;
/// national ones are read by <see cref="NationalPhone"/>, where the country is known.
/// </summary>
internal static partial class PhoneAddress
{
    private const string Form = "write it like +14255550123";

    // Longer than any number with all its separators.
    private const int Longest = 60;

    /// <summary>Reads a number.</summary>
    /// <param name="text">The number, without blanks around it.</param>
    /// <param name="country">The country of national forms by ISO 3166; null: they are refused.</param>
    public static AddressReading Read(ReadOnlySpan<char> text, string? country)
    {
        // A spreadsheet marks a cell as text with an apostrophe.
        var typed = (text.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) ? text[4..] : text).TrimStart('\'');
        if (typed.Length > Longest)
        {
            return TooLong;
        }

        Span<char> kept = stackalloc char[Longest];
        if (!TryKeep(typed, kept, out var length))
        {
            return AddressReading.Bad(FaultOf(typed));
        }

        var number = kept[..length];
        return number switch
        {
            [] or ['+'] => AddressReading.Bad($"There is no number: {Form}."),
            ['+', ..] => International(number.ToString()),
            _ when country is not null && NationalPhone.Read(number.ToString(), country) is { } found => AddressReading.Good(found),
            ['0', '0', .. var rest] => International($"+{rest}"),
            _ when country is null => AddressReading.Bad(
                $"The country of the number is not known: {Form}, with a plus first, or set the country of the contact or of the settings."
            ),
            _ => AddressReading.Bad(
                $"Not a number of {country}: write it as people there do, or a number of another country like +14255550123, with a plus first."
            ),
        };
    }

    /// <summary>Reads a plus and digits.</summary>
    internal static AddressReading International(string number)
    {
        try
        {
            var numbers = PhoneNumberUtil.GetInstance();
            var parsed = numbers.Parse(WithoutOldPrefix(number), defaultRegion: null);
            return numbers.IsPossibleNumberWithReason(parsed) switch
            {
                PhoneNumberUtil.ValidationResult.IS_POSSIBLE when !IsPossible(parsed) => WrongLength,
                PhoneNumberUtil.ValidationResult.IS_POSSIBLE => Written(number, numbers.Format(parsed, PhoneNumberFormat.E164), parsed),
                PhoneNumberUtil.ValidationResult.TOO_LONG => TooLong,
                PhoneNumberUtil.ValidationResult.IS_POSSIBLE_LOCAL_ONLY => AddressReading.Bad($"The area code is missing: {Form}."),
                PhoneNumberUtil.ValidationResult.TOO_SHORT => TooShort,
                _ => WrongLength,
            };
        }
        catch (NumberParseException e)
        {
            return e.ErrorType switch
            {
                ErrorType.INVALID_COUNTRY_CODE => AddressReading.Bad($"No country has this code: {Form}."),
                ErrorType.TOO_LONG => TooLong,
                _ => TooShort,
            };
        }
    }

    /// <summary>
    /// Returns true for a number that exists, or has the length of its country's mobile or landline numbers: other lengths are possible for
    /// a few service numbers only.
    /// </summary>
    internal static bool IsPossible(PhoneNumbers.PhoneNumber number)
    {
        var numbers = PhoneNumberUtil.GetInstance();
        return HasLengthOf(PhoneNumberType.MOBILE) || HasLengthOf(PhoneNumberType.FIXED_LINE) || numbers.IsValidNumber(number);

        bool HasLengthOf(PhoneNumberType type) =>
            numbers.IsPossibleNumberForTypeWithReason(number, type) is PhoneNumberUtil.ValidationResult.IS_POSSIBLE;
    }

    private static AddressReading TooLong => AddressReading.Bad($"The number has too many digits: {Form}.");

    private static AddressReading TooShort => AddressReading.Bad($"The number is too short: {Form}.");

    private static AddressReading WrongLength => AddressReading.Bad($"Its country has no numbers of this length: {Form}.");

    /// <summary>
    /// Takes what the library read only where it left out nothing but the trunk prefix, as in +44 (0) 20: in some countries it takes the
    /// first digits for a carrier's code, and the rest is somebody else's number.
    /// </summary>
    private static AddressReading Written(string typed, string read, PhoneNumbers.PhoneNumber parsed)
    {
        var plain = WithoutOldPrefix(typed);
        if (read == plain)
        {
            return AddressReading.Good(read);
        }

        var numbers = PhoneNumberUtil.GetInstance();
        var code = parsed.CountryCode.ToString(NumberFormatInfo.InvariantInfo).Length + 1;
        var trunk = numbers.GetNddPrefixForRegion(numbers.GetRegionCodeForCountryCode(parsed.CountryCode), stripNonDigits: true);
        return
            $"{read[..code]}{trunk}{read[code..]}" == plain
            && numbers.Format(numbers.Parse(read, defaultRegion: null), PhoneNumberFormat.E164) == read
            ? AddressReading.Good(read)
            : WrongLength;
    }

    // Mexico dropped the 1 before mobile numbers in 2019: its own numbers never begin with 1.
    private static string WithoutOldPrefix(string number) =>
        number.Length is 14 && number.StartsWith("+521", StringComparison.Ordinal) ? $"+52{number[4..]}" : number;

    /// <summary>Keeps a plus and the digits, of any script, in ASCII.</summary>
    private static bool TryKeep(ReadOnlySpan<char> text, Span<char> kept, out int length)
    {
        length = 0;
        foreach (var c in text)
        {
            if (char.IsDigit(c))
            {
                kept[length++] = (char)('0' + (int)char.GetNumericValue(c));
            }
            else if (c is '+' or '\uFF0B' && length is 0)
            {
                kept[length++] = '+';
            }
            else if (!IsSeparator(c))
            {
                return false;
            }
        }

        return true;
    }

    private static string FaultOf(ReadOnlySpan<char> text) =>
        Extension().IsMatch(text) ? $"A message cannot reach an extension: leave it out, or give another number, and {Form}."
        : Shortened().IsMatch(text) ? $"A spreadsheet has shortened the number, and digits are lost: format the cells as text, and {Form}."
        : text.ContainsAny(",;") ? $"There is more than one number, or a comma or semicolon: give one number and {Form}."
        : $"A phone number has digits only: {Form}.";

    private static bool IsSeparator(char c) =>
        char.IsWhiteSpace(c)
        || c is '-' or '.' or '(' or ')' or '/' or (>= '\u2010' and <= '\u2015') or '\u2212' or '\uFF0D' or '\uFF08' or '\uFF09'
        || char.GetUnicodeCategory(c) is UnicodeCategory.Format;

    [GeneratedRegex(@"\d[\s,;]*(x|ext(ension|n)?|int|anexo|ramal|доб(авочный)?|#|ext=)[\s.:]*\d{1,9}\s*$", Options)]
    private static partial Regex Extension();

    [GeneratedRegex(@"^\+?\d([.,]\d+)?E\+?\d+$", Options)]
    private static partial Regex Shortened();

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
}
