using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CampaignTasks.Domain.Liquid;
using CampaignTasks.Domain.Validation;
using PreMailer.Net;

namespace CampaignTasks.Domain.Creatives;

/// <summary>
/// The preparation of an e-mail's body when its creative is checked: HTML that shows nothing is refused, styles are inlined, and a text is
/// made from the HTML. Sending does neither, and never loads the HTML parser.
/// </summary>
internal static class BodyPreparation
{
    /// <summary>Prepares the body; null when it is sent as it was typed. What is wrong is added to the errors.</summary>
    public static PreparedBody? Prepare(Creative creative, string field, ValidationErrors errors)
    {
        if (creative.Html is not { } html)
        {
            return null;
        }

        if (MaskedHtml.Of(html) is not { } masked)
        {
            errors.Add($"{field}.html", "The HTML has the characters U+E000 or U+E001, which are for private use: remove them.");
            return null;
        }

        if (masked.Tags > CreativeLimits.MostTags)
        {
            errors.Add($"{field}.html", $"The HTML has too many tags: give at most {CreativeLimits.MostTags}.");
            return null;
        }

        if (WordsOf(masked, out var isVisible) is not { } words)
        {
            errors.Add(
                $"{field}.html",
                $"Elements lie too deep inside one another: nest at most {CreativeLimits.DeepestElements}, or close those that are open."
            );
            return null;
        }

        if (!isVisible)
        {
            errors.Add($"{field}.html", "The HTML shows nothing: put words or a picture into its body, or leave it out and give text.");
        }

        var inlined = creative.InlineStyles ? Inline(masked) : null;
        if (inlined is not null && TextLength.Octets(inlined) > CreativeLimits.LargestHtml)
        {
            errors.Add($"{field}.html", "The HTML with its styles inlined is too large: give at most 256 KiB, or leave inlineStyles out.");
        }

        var text = creative.Text is null ? Sendable(words) : null;
        return (text, inlined) is (null, null) ? null : new PreparedBody(text, inlined);
    }

    /// <summary>Returns the words of the HTML; null when it is nested too deep for whoever follows it.</summary>
    private static string? WordsOf(MaskedHtml masked, out bool isVisible)
    {
        using var document = new HtmlParser().ParseDocument(masked.Html);
        if (IsTooDeep(document))
        {
            isVisible = false;
            return null;
        }

        // Tags before the first element stand outside of the body.
        var before = document
            .ChildNodes.Concat(document.DocumentElement.ChildNodes)
            .TakeWhile(node => node != document.Body)
            .OfType<IComment>()
            .Select(comment => masked.TagOfComment(comment.Data));
        var words = string.Concat(before) + (document.Body is { } body ? PlainText.Of(body, masked) : "");
        isVisible = VisibleContent.IsIn(document.Body, words);
        return words;
    }

    // By a list of its own: recursion would end the process.
    private static bool IsTooDeep(INode root)
    {
        Stack<(INode Node, int Depth)> open = new([(root, 0)]);
        while (open.TryPop(out var next))
        {
            if (next.Depth > CreativeLimits.DeepestElements)
            {
                return true;
            }

            foreach (var child in next.Node.ChildNodes)
            {
                open.Push((child, next.Depth + 1));
            }
        }

        return false;
    }

    /// <summary>Returns null when nothing of the words can be sent as text.</summary>
    private static string? Sendable(string words) =>
        words.Length > 0
        && TextLength.Octets(words) <= CreativeLimits.LargestText
        && LiquidText.Parse(words, isHtml: false, _ => { }) is not null
            ? words
            : null;

    private static string Inline(MaskedHtml masked)
    {
        var mailer = new PreMailer.Net.PreMailer(masked.Html);
        foreach (var link in mailer.Document.QuerySelectorAll("link").ToList())
        {
            // The inliner would fetch style sheets, from wherever the HTML says.
            link.Replace(mailer.Document.CreateComment(masked.Mark(masked.Restore(link.OuterHtml))));
        }

        return masked.Restore(mailer.MoveCssInline().Html);
    }
}
