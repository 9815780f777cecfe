using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CampaignTasks.Domain.Liquid;

namespace CampaignTasks.Domain.Creatives;

/// <summary>
/// HTML whose Liquid tags are replaced by marks that an HTML parser leaves where they are. A tag among the content becomes a comment,
/// which may stand even between the rows of a table, where a parser would move text away; one inside an HTML tag, a comment or a style
/// becomes a word.
/// </summary>
internal sealed partial class MaskedHtml
{
    // Characters for private use (Unicode 23.5): no text that people read has them.
    private const char Open = '\uE000';
    private const char Close = '\uE001';

    private static readonly string[] RawElements = ["style", "script", "title", "textarea", "xmp"];

    private readonly List<string> _tags = [];

    private MaskedHtml() { }

    /// <summary>The HTML with marks.</summary>
    public string Html { get; private set; } = "";

    /// <summary>The number of HTML tags and comments.</summary>
    public int Tags { get; private set; }

    /// <summary>Masks HTML; null when it contains a character that marks consist of.</summary>
    public static MaskedHtml? Of(string html)
    {
        if (html.AsSpan().ContainsAny(Open, Close))
        {
            return null;
        }

        var masked = new MaskedHtml();
        masked.Html = masked.Mask(html);
        return masked;
    }

    /// <summary>Returns a mark for a text, which <see cref="Restore"/> puts in its place.</summary>
    public string Mark(string text)
    {
        _tags.Add(text);
        return string.Create(CultureInfo.InvariantCulture, $"{Open}{_tags.Count - 1}{Close}");
    }

    /// <summary>Puts the Liquid tags back in place of their marks.</summary>
    public string Restore(string html) => AnyMark().Replace(html, mark => TagOf(mark.Groups["number"].Value));

    /// <summary>Returns the Liquid tag of a comment; null for any other comment.</summary>
    public string? TagOfComment(string comment) =>
        WholeMark().Match(comment) is { Success: true } mark ? TagOf(mark.Groups["number"].Value) : null;

    private string TagOf(string number) => _tags[int.Parse(number, CultureInfo.InvariantCulture)];

    private string Mask(string html)
    {
        var output = new StringBuilder(html.Length);
        var scanner = new HtmlScanner(RawElements);
        var at = 0;
        foreach (var tag in LiquidTag.Of(html))
        {
            Append(html, at, tag.Start);
            var mark = Mark(html[tag.Start..tag.End]);
            output.Append(scanner.IsInContent ? $"<!--{mark}-->" : mark);
            at = tag.End;
        }

        Append(html, at, html.Length);
        Tags = scanner.Tags;
        return output.ToString();

        // The parser takes time in the square of the number of stray brackets: it gets them as references, which mean the same.
        void Append(string source, int from, int to)
        {
            var known = scanner.Strays.Count;
            scanner.Read(source, from, to);
            foreach (var stray in scanner.Strays.Skip(known))
            {
                output.Append(source, from, stray - from).Append("&lt;");
                from = stray + 1;
            }

            output.Append(source, from, to - from);
        }
    }

    [GeneratedRegex("<!--\uE000(?<number>[0-9]+)\uE001-->|\uE000(?<number>[0-9]+)\uE001", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AnyMark();

    [GeneratedRegex("^\uE000(?<number>[0-9]+)\uE001$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WholeMark();
}
