using System.Buffers;
using System.Text;

namespace CampaignTasks.Storage.Rows;

/// <summary>
/// The encoding of any text as a key. The service refuses <c>/ \ # ?</c> and the control characters U+0000-001F and U+007F-009F; everything
/// else, quotes, percent signs and all scripts included, is permitted. The escape works character by character, is reversible, and keeps
/// ordinal order: <c>a &lt; b</c> exactly if <c>Encode(a) &lt; Encode(b)</c>, and <c>Encode(a + b) == Encode(a) + Encode(b)</c>, so range
/// and prefix scans work on encoded keys.
/// </summary>
/// <remarks>
/// Each refused character is written with its nearest permitted neighbour as the lead, and the lead itself is marked so that it sorts
/// on the right side: <c>.</c> is <c>.-</c> and <c>/</c> is <c>._</c>; likewise <c>"</c> and <c>#</c>, <c>&gt;</c> and <c>?</c>,
/// <c>[</c> and <c>\</c>. U+0000-001F are a blank and one of 0-9A-V, a blank is a blank and an underscore; U+007F-009F are a tilde and
/// one of 0-9A-W, a tilde is <c>~-</c>.
/// </remarks>
internal static class TableKey
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVW";
    private const char Low = '-';
    private const char High = '_';

    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        Where(character => IsForbidden(character) || IsLead(character))
    );

    /// <summary>Encodes any text as a key. Text without refused or lead characters is returned unchanged.</summary>
    public static string Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAny(Escaped))
        {
            return text;
        }

        var key = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' or '.' or '>' or '[' or '~' => key.Append(character).Append(Low),
                '#' or '/' or '?' or '\\' => key.Append((char)(character - 1)).Append(High),
                ' ' => key.Append(' ').Append(High),
                < ' ' => key.Append(' ').Append(Digits[character]),
                >= '\u007F' and <= '\u009F' => key.Append('~').Append(Digits[character - 0x7F]),
                _ => key.Append(character),
            };
        }

        return key.ToString();
    }

    /// <summary>Decodes a key that <see cref="Encode"/> wrote.</summary>
    /// <exception cref="FormatException">The key was not written by <see cref="Encode"/>.</exception>
    public static string Decode(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!key.AsSpan().ContainsAny(Escaped))
        {
            return key;
        }

        var text = new StringBuilder(key.Length);
        for (var i = 0; i < key.Length; i++)
        {
            if (IsForbidden(key[i]) || (IsLead(key[i]) && i + 1 == key.Length))
            {
                throw Malformed(i);
            }

            text.Append(IsLead(key[i]) ? Unescape(key[i], key[++i], i) : key[i]);
        }

        return text.ToString();
    }

    private static char Unescape(char lead, char mark, int at) =>
        (lead, mark) switch
        {
            (' ', High) => ' ',
            (' ', _) when Digits.IndexOf(mark, StringComparison.Ordinal) is >= 0 and < 32 and var digit => (char)digit,
            (' ', _) => throw Malformed(at),
            (_, Low) => lead,
            ('~', _) when Digits.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var digit => (char)(0x7F + digit),
            ('~', _) => throw Malformed(at),
            (_, High) => (char)(lead + 1),
            _ => throw Malformed(at),
        };

    private static bool IsForbidden(char character) => character is '/' or '\\' or '#' or '?' or < ' ' or (>= '\u007F' and <= '\u009F');

    private static bool IsLead(char character) => character is '"' or '.' or '>' or '[' or '~' or ' ';

    private static string Where(Func<char, bool> wanted) =>
        string.Concat(Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(wanted));

    private static FormatException Malformed(int at) => new($"Not a key that TableKey.Encode wrote: see position {at}.");
}
