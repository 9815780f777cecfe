using System.Globalization;
using System.Text;

namespace CampaignTasks.Domain.Addresses;

/// <summary>
/// RFC 5893 for domains with letters that are written from right to left: no label mixes directions, and each begins with a letter, so that
/// it is shown as it is read.
/// </summary>
internal static class BidiRule
{
    /// <summary>Returns true when the domain, in letters and not in its ASCII form, keeps the rule.</summary>
    public static bool Holds(string domain) => !domain.EnumerateRunes().Any(IsFromRight) || domain.Split('.').All(LabelHolds);

    private static bool LabelHolds(string label)
    {
        Rune[] runes = [.. label.EnumerateRunes()];
        if (runes is not [var first, ..] || !Rune.IsLetter(first))
        {
            return false;
        }

        if (!IsFromRight(first))
        {
            return !runes.Any(IsFromRight);
        }

        var last = runes.Last(rune => !IsMark(rune));
        return (Rune.IsLetterOrDigit(last)) && !runes.Any(rune => Rune.IsLetter(rune) && !IsFromRight(rune)) && !MixesDigits(runes);
    }

    private static bool MixesDigits(Rune[] runes) =>
        runes.Any(rune => rune.Value is >= '0' and <= '9') && runes.Any(rune => rune.Value is >= 0x660 and <= 0x669);

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    // The blocks that Unicode keeps for scripts from right to left.
    private static bool IsFromRight(Rune rune) =>
        rune.Value
            is (>= 0x590 and <= 0x8FF)
                or (>= 0xFB1D and <= 0xFDFF)
                or (>= 0xFE70 and <= 0xFEFF)
                or (>= 0x10800 and <= 0x10FFF)
                or (>= 0x1E800 and <= 0x1EFFF)
        && Rune.IsLetter(rune);
}
