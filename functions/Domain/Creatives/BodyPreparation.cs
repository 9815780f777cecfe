using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CampaignTasks.Domain.Liquid;
using CampaignTasks.Domain.Validation;
using PreMailer.Net;

namespace CampaignTasks.Domain.Creatives;

/// <summary>
/// The preparation of an e-mail's body when its creative is checked: styles are inlined, and a text is made from the HTML. Sending does
/// neither, and never loads the HTML parser.
/// </summary>
internal static class BodyPreparation
{
    /// <summary>Prepares the body; null when it is sent as it was typed. What is wrong is added to the errors.</summary>
    public static PreparedBody? Prepare(Creative creative, string field, ValidationErrors errors)
    {
        if (creative.Html is not { } html || (creative.Text is not null && !creative.InlineStyles))
        {
            return null;
        }

        if (MaskedHtml.Of(html) is not { } masked)
        {
            errors.Add($"{field}.html", "The HTML has the characters U+E000 or U+E001, which are for private use: remove them.");
            return null;
        }

        var inlined = creative.InlineStyles ? Inline(masked) : null;
        if (inlined is not null && TextLength.Octets(inlined) > CreativeLimits.LargestHtml)
        {
            errors.Add($"{field}.html", "The HTML with its styles inlined is too large: give at most 256 KiB, or leave inlineStyles out.");
        }

        var text = creative.Text is null ? TextOf(masked) : null;
        return (text, inlined) is (null, null) ? null : new PreparedBody(text, inlined);
    }

    /// <summary>Returns null when nothing of the HTML can be read as text.</summary>
    private static string? TextOf(MaskedHtml masked)
    {
        using var document = new HtmlParser().ParseDocument(masked.Html);
        var text = document.Body is { } body ? PlainText.Of(body, masked) : "";
        var isLiquid = LiquidText.Parse(text, isHtml: false, _ => { }) is not null;
        return isLiquid && text.Length > 0 && TextLength.Octets(text) <= CreativeLimits.LargestText ? text : null;
    }

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
