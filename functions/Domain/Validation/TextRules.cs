using System.Buffers;
using System.Globalization;
using System.Text;

namespace CampaignTasks.Domain.Validation;

/// <summary>The rules that every text of a definition must meet.</summary>
public static class TextRules
{
    private static readonly SearchValues<char> Breaks = SearchValues.Create([
        .. Enumerable.Range(0, 256).Select(c => (char)c).Where(char.IsControl),
        '\u2028',
        '\u2029',
    ]);

    private static readonly SearchValues<char> NotOnALine = SearchValues.Create([
        .. Enumerable.Range(0, 0x2070).Select(c => (char)c).Where(c => char.IsControl(c) || IsDeceptive(c)),
    ]);

    /// <summary>Returns null for a blank text, otherwise the text.</summary>
    public static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>Returns a label in the form in which labels are compared, trimmed and composed; null for a blank one.</summary>
    public static string? Label(string? text) => NullIfBlank(text?.Trim()) is { } label ? Composed(label) : null;

    /// <summary>
    /// Returns a text in Unicode's normalization form C: a letter with an accent may be written as one character or as two. A text with
    /// half a character has no such form and stays as it is.
    /// </summary>
    public static string Composed(string text) => HasLoneSurrogate(text) ? text : text.Normalize(NormalizationForm.FormC);

    /// <summary>
    /// Shortens a text to at most so many characters, never between the halves of one: half of one cannot be stored as UTF-8.
    /// </summary>
    public static string Truncate(string text, int max) =>
        text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];

    /// <summary>Shortens a text that is shown in a message, and says so with an ellipsis.</summary>
    public static string Abbreviate(string text) => text.Length <= 40 ? text : $"{Truncate(text, 40)}…";

    /// <summary>
    /// Returns true when nothing of a text is visible: it is null, blank, or made of characters without a shape, such as U+200B.
    /// </summary>
    public static bool IsInvisible(string? text)
    {
        foreach (var c in text ?? "")
        {
            if (!IsInvisible(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Writes a text on one line: each line break, tab or other control character becomes a blank, several in a row one, and characters
    /// that override its direction are left out. In a subject a line break could start another header; a template of WhatsApp's refuses
    /// it.
    /// </summary>
    public static string OnOneLine(string text)
    {
        if (!text.AsSpan().ContainsAny(NotOnALine))
        {
            return text;
        }

        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!NotOnALine.Contains(c))
            {
                line.Append(c);
            }
            else if (Breaks.Contains(c) && (line.Length == 0 || line[^1] is not ' '))
            {
                line.Append(' ');
            }
        }

        return line.ToString();
    }

    /// <summary>Checks a name that people choose by: one line, without characters that break it or reverse its direction.</summary>
    public static void CheckName(string? name, string field, ValidationErrors errors)
    {
        CheckLine(name, field, errors);
        if (name is not null && name.Any(IsDeceptive))
        {
            errors.Add(
                field,
                "The text has a line separator or a character that overrides its direction: write it without U+2028, U+2029, U+202A to U+202E and U+2066 to U+2069."
            );
        }
    }

    /// <summary>Checks a text of one line: no control characters at all.</summary>
    public static void CheckLine(string? text, string field, ValidationErrors errors)
    {
        if (text is not null && text.Any(char.IsControl))
        {
            errors.Add(field, "The text has a line break or another control character: write it on one line without them.");
        }

        CheckUnicode(text, field, errors);
    }

    /// <summary>Checks a text of many lines: line breaks and tabs are its only control characters.</summary>
    public static void CheckBlock(string? text, string field, ValidationErrors errors)
    {
        if (text is not null && text.Any(c => char.IsControl(c) && c is not ('\r' or '\n' or '\t')))
        {
            errors.Add(field, "The text has a control character: remove everything but line breaks and tabs.");
        }

        CheckUnicode(text, field, errors);
    }

    // Beside blanks, controls and formatting characters: fillers, the blank Braille pattern, and selectors that need a letter before them.
    private static bool IsInvisible(char c) =>
        char.IsWhiteSpace(c)
        || char.IsControl(c)
        || c is '\u034F' or '\u115F' or '\u1160' or '\u17B4' or '\u17B5' or '\u2800' or '\u3164' or '\uFFA0'
        || c is (>= '\u180B' and <= '\u180F') or (>= '\uFE00' and <= '\uFE0F')
        || (c > '\u00AC' && char.GetUnicodeCategory(c) is UnicodeCategory.Format);

    // Unicode's explicit directional formatting characters (UAX #9, 2) and its line and paragraph separators.
    private static bool IsDeceptive(char c) => c is >= '\u2028' and <= '\u202E' or >= '\u2066' and <= '\u2069';

    private static void CheckUnicode(string? text, string field, ValidationErrors errors)
    {
        // It has no UTF-8 form: people would get a replacement character.
        if (text is not null && HasLoneSurrogate(text))
        {
            errors.Add(field, "The text has half a character (a lone surrogate): write it again as valid Unicode.");
        }
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return true;
            }

            i++;
        }

        return false;
    }
}
