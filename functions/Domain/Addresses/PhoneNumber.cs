namespace CampaignTasks.Domain.Addresses;

/// <summary>Phone numbers, stored as E.164: a plus and 8 to 15 digits.</summary>
internal static class PhoneNumber
{
    private const string Form = "write it like +14255550123";

    /// <summary>
    /// Reads an international number (<c>+</c> or <c>00</c>), or a Russian or Kazakh one as people write it there: 8 or 7 and ten digits,
    /// or a mobile number's ten digits from 9 on.
    /// </summary>
    public static AddressReading Read(ReadOnlySpan<char> text)
    {
        Span<char> digits = stackalloc char[18];
        var (count, hasPlus) = (0, text[0] is '+');
        foreach (var c in hasPlus ? text[1..] : text)
        {
            if (IsSeparator(c))
            {
                continue;
            }

            if (!char.IsAsciiDigit(c))
            {
                return AddressReading.Bad($"A phone number has digits only: {Form}.");
            }

            if (count == digits.Length)
            {
                return AddressReading.Bad($"The number has too many digits: {Form}, with at most 15 digits.");
            }

            digits[count++] = c;
        }

        return International(digits[..count], hasPlus) is { } number
            ? Checked(number)
            : AddressReading.Bad($"The country code is missing: {Form}, with a plus first.");
    }

    private static string? International(ReadOnlySpan<char> digits, bool hasPlus) =>
        digits switch
        {
            _ when hasPlus => digits.ToString(),
            ['0', '0', .. var rest] => rest.ToString(),
            ['8' or '7', ..] when digits.Length is 11 => $"7{digits[1..]}",
            ['9', ..] when digits.Length is 10 => $"7{digits}",
            _ => null,
        };

    private static AddressReading Checked(string digits) =>
        digits switch
        {
            ['0', ..] => AddressReading.Bad($"No country code begins with 0: {Form}."),
            { Length: < 8 } => AddressReading.Bad($"The number is too short: {Form}, with at least 8 digits."),
            { Length: > 15 } => AddressReading.Bad($"The number has too many digits: {Form}, with at most 15 digits."),
            ['7', ..] when digits.Length is not 11 => AddressReading.Bad(
                "A number of country code 7 has ten digits after it: write it like +79161234567."
            ),
            _ => AddressReading.Good($"+{digits}"),
        };

    private static bool IsSeparator(char c) =>
        char.IsWhiteSpace(c) || c is '-' or '.' or '(' or ')' or (>= '\u2010' and <= '\u2015') or '\u2212' or '\u2060';
}
