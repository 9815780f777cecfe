using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace CampaignTasks.Domain.Creatives;

/// <summary>
/// Plain text made from HTML: blocks on lines of their own, items with a hyphen, links with their address, images by their description.
/// Liquid tags stay, so that the text is filled as the HTML is.
/// </summary>
internal sealed partial class PlainText
{
    private static readonly HashSet<string> Left = ["head", "style", "script", "template", "noscript", "object", "svg", "title"];

    private static readonly HashSet<string> Paragraphs =
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "table",
        "blockquote",
        "pre",
        "hr",
    ];

    private static readonly HashSet<string> Lines =
    [
        "div",
        "li",
        "tr",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "center",
        "address",
        "dt",
        "dd",
        "figure",
        "figcaption",
    ];

    private readonly StringBuilder _text = new();
    private readonly MaskedHtml _masked;

    private PlainText(MaskedHtml masked) => _masked = masked;

    /// <summary>Makes the text of an element.</summary>
    public static string Of(INode body, MaskedHtml masked)
    {
        var text = new PlainText(masked);
        text.WriteChildren(body);
        var lines = text._text.ToString().Split('\n').Select(line => Blanks().Replace(line, " ").Trim());
        return EmptyLines().Replace(string.Join('\n', lines), "\n\n").Trim();
    }

    private void WriteChildren(INode parent)
    {
        foreach (var node in parent.ChildNodes)
        {
            Write(node);
        }
    }

    private void Write(INode node)
    {
        switch (node)
        {
            case IComment comment when _masked.TagOfComment(comment.Data) is { } tag:
                _text.Append(InText(tag));
                break;
            case IText text:
                _text.Append(Breaks().Replace(text.Data, " "));
                break;
            case IElement element when !IsLeft(element):
                WriteElement(element);
                break;
        }
    }

    private void WriteElement(IElement element)
    {
        var name = element.LocalName;
        switch (name)
        {
            case "br":
                _text.Append('\n');
                break;
            case "hr":
                EndLine(empty: true);
                _text.Append("---\n");
                break;
            case "img":
                _text.Append(Restored(element.GetAttribute("alt")));
                break;
            case "a":
                WriteLink(element);
                break;
            default:
                WriteBlock(element, name);
                break;
        }
    }

    private void WriteBlock(IElement element, string name)
    {
        var (isParagraph, isLine) = (Paragraphs.Contains(name), Lines.Contains(name));
        if (isParagraph || isLine)
        {
            EndLine(isParagraph);
        }

        _text.Append(
            name switch
            {
                "li" => "- ",
                "td" or "th" when element.PreviousElementSibling is not null => " ",
                _ => "",
            }
        );
        WriteChildren(element);
        if (isParagraph || isLine)
        {
            EndLine(isParagraph);
        }
    }

    private void WriteLink(IElement link)
    {
        var from = _text.Length;
        WriteChildren(link);
        var words = _text.ToString(from, _text.Length - from).Trim();
        var target = Restored(link.GetAttribute("href")?.Trim());
        if (target.Length > 0 && target[0] is not '#' && target != words && target != $"mailto:{words}")
        {
            _text.Append(words.Length > 0 ? $" ({target})" : target);
        }
    }

    private void EndLine(bool empty)
    {
        while (_text.Length > 0 && _text[^1] is ' ')
        {
            _text.Length--;
        }

        var (breaks, wanted) = (TrailingBreaks(), empty ? 2 : 1);
        if (_text.Length > breaks && breaks < wanted)
        {
            _text.Append('\n', wanted - breaks);
        }
    }

    private int TrailingBreaks()
    {
        var count = 0;
        while (count < _text.Length && _text[_text.Length - 1 - count] is '\n')
        {
            count++;
        }

        return count;
    }

    private string Restored(string? value) => value is null ? "" : InText(_masked.Restore(value));

    // What stands in quotes inside a tag is written as HTML there, and as text here.
    private static string InText(string tag) => WebUtility.HtmlDecode(tag);

    private static bool IsLeft(IElement element) =>
        Left.Contains(element.LocalName)
        || element.HasAttribute("hidden")
        || (element.GetAttribute("style") is { } style && Invisible().IsMatch(style));

    [GeneratedRegex("[\r\n]+", RegexOptions.None, 1000)]
    private static partial Regex Breaks();

    [GeneratedRegex("[ \t\u00A0]+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex("\n{3,}", RegexOptions.None, 1000)]
    private static partial Regex EmptyLines();

    [GeneratedRegex(@"(^|;)\s*(display\s*:\s*none|visibility\s*:\s*hidden)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Invisible();
}
