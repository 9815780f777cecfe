using System.Net;
using System.Text.RegularExpressions;

namespace CampaignTasks.Domain.Liquid;

/// <summary>
/// The values at the beginning of an address in HTML, as in <c>href="{{ link }}"</c>: they decide its scheme, and a value may not choose
/// one that runs code. It looks at the end of what is written so far, not at the HTML as a whole.
/// </summary>
internal static partial class UrlAttributes
{
    /// <summary>The text in place of a value that is not permitted: a link to nowhere.</summary>
    public const string Neutral = "#";

    // An attribute with the part of its address that is written: longer ones have decided their scheme.
    private const int LongestBeginning = 300;

    private static readonly string[] Permitted = ["http", "https", "mailto", "tel"];

    /// <summary>Returns true when a value would give an address a scheme that is not permitted, or adds to one that runs code.</summary>
    /// <param name="before">The HTML so far.</param>
    /// <param name="value">The value as it is written, escaped.</param>
    public static bool IsForbidden(ReadOnlySpan<char> before, string value)
    {
        var tail = before.Length > LongestBeginning ? before[^LongestBeginning..] : before;
        if (!MayBeAnAttribute(tail) || Beginning().Match(tail.ToString()) is not { Success: true } attribute)
        {
            return false;
        }

        var beginning = Plain(attribute.Groups["address"].Value);
        return SchemeOf(beginning) is { } written
            ? written is "javascript" or "vbscript"
            : IsDecidedHere(beginning) && SchemeOf(beginning + Plain(value)) is { } decided && !Permitted.Contains(decided);
    }

    // Most values stand between tags, where neither a quote after an equals sign nor an equals sign comes last.
    private static bool MayBeAnAttribute(ReadOnlySpan<char> tail)
    {
        var mark = tail.LastIndexOfAny("\"'<>");
        return tail[(mark + 1)..].Contains('=') || (mark >= 0 && (tail[mark] is '"' or '\'') && tail[..mark].TrimEnd().EndsWith("="));
    }

    // The scheme of an address, "&" where a reference hides it; null for a relative address.
    private static string? SchemeOf(string address)
    {
        var end = address.AsSpan().IndexOfAny(":/?#&");
        return end < 0 || address[end] is not (':' or '&') ? null
            : address[end] is '&' ? "&"
            : address[..end].ToLowerInvariant();
    }

    private static bool IsDecidedHere(string beginning) => beginning.AsSpan().IndexOfAny("/?#") < 0;

    // As a browser reads it: without references, breaks and tabs anywhere, and blanks and control characters in front.
    private static string Plain(string written) =>
        Breaks().Replace(WebUtility.HtmlDecode(written), "").TrimStart([.. Enumerable.Range(0, 33).Select(code => (char)code)]);

    [GeneratedRegex(
        """(?:^|[\s"'/:<])(?:href|src|action|formaction|background|poster|cite|data)\s*=\s*(?:"(?<address>[^"<>]*)|'(?<address>[^'<>]*)|(?<address>[^\s"'<>]*))\z""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.RightToLeft
    )]
    private static partial Regex Beginning();

    [GeneratedRegex("[\t\r\n]")]
    private static partial Regex Breaks();
}
