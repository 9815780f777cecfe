using System.Globalization;
using System.Text;

namespace CampaignTasks.Domain.Keywords;

/// <summary>
/// The form in which words are compared: compatibility forms, case, marks on letters, punctuation, symbols, invisible characters and blanks
/// make no difference.
/// </summary>
internal static class KeywordText
{
    /// <summary>Splits a text into its folded words.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        List<string> words = [];
        var word = new StringBuilder();
        foreach (var rune in Valid(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format:
                    // Accents, vowel points, zero-width and direction marks: part of no word.
                    break;
                case UnicodeCategory.UppercaseLetter
                or UnicodeCategory.LowercaseLetter
                or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter
                or UnicodeCategory.OtherLetter
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.DecimalDigitNumber:
                    word.Append(Fold(rune));
                    break;
                default:
                    Take(word, words);
                    break;
            }
        }

        Take(word, words);
        return words;
    }

    // The Turkish dotless i is written for an I, and has no simple case mapping to it.
    private static Rune Fold(Rune rune) => rune.Value is 'ı' ? new Rune('I') : Rune.ToUpperInvariant(rune);

    private static void Take(StringBuilder word, List<string> words)
    {
        if (word.Length > 0)
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }

    // Normalization refuses halves of surrogate pairs.
    private static string Valid(string text)
    {
        var valid = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            valid.Append(rune);
        }

        return valid.ToString();
    }
}
