namespace CampaignTasks.Application.Creatives;

/// <summary>A creative as one recipient would get it.</summary>
/// <param name="Rendered">Its parts, filled.</param>
/// <param name="Size">The octets of all parts in UTF-8.</param>
/// <param name="Segments">The segments of an SMS; null on other channels.</param>
/// <param name="Warnings">What is worth a look, although it can be sent.</param>
/// <param name="Language">The language variant that is shown; null: the creative's own texts.</param>
public sealed record CreativePreviewView(
    RenderedCreativeView Rendered,
    int Size,
    SmsSegmentsView? Segments,
    IReadOnlyList<string> Warnings,
    string? Language
);
