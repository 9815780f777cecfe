using AngleSharp.Dom;
using CampaignTasks.Domain.Liquid;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Creatives;

/// <summary>The test whether anything of a body can be seen.</summary>
internal static class VisibleContent
{
    // What shows without words.
    private const string Pictures =
        "img, svg, video, audio, canvas, object, embed, iframe, input, button, hr, [background], [bgcolor], [style*=background]";

    /// <summary>Returns true when a text in Liquid can show something: it has an output, or words outside of its tags.</summary>
    public static bool IsIn(string text)
    {
        var at = 0;
        foreach (var tag in LiquidTag.Of(text))
        {
            if (tag.IsOutput || tag.Word is "raw" || !TextRules.IsInvisible(text[at..tag.Start]))
            {
                return true;
            }

            at = tag.End;
        }

        return !TextRules.IsInvisible(text[at..]);
    }

    /// <summary>Returns true when a document can show something: its words, or a picture.</summary>
    /// <param name="body">The document's body.</param>
    /// <param name="words">Its words.</param>
    public static bool IsIn(IElement? body, string words) => IsIn(words) || body?.QuerySelector(Pictures) is not null;
}
