using CampaignTasks.Domain.Creatives;

namespace CampaignTasks.Application.Creatives;

/// <summary>The parts of a filled creative.</summary>
/// <param name="Subject">The subject line.</param>
/// <param name="Text">The plain text.</param>
/// <param name="Html">The HTML.</param>
/// <param name="TemplateId">The template kept by the provider.</param>
/// <param name="TemplateVariables">The template's variables by name.</param>
/// <param name="Title">The title.</param>
/// <param name="ImageUrl">The address of the image.</param>
/// <param name="RedirectUrl">The address that the message leads to.</param>
public sealed record RenderedCreativeView(
    string? Subject,
    string? Text,
    string? Html,
    string? TemplateId,
    IReadOnlyDictionary<string, string>? TemplateVariables,
    string? Title,
    string? ImageUrl,
    string? RedirectUrl
)
{
    /// <summary>Shows a filled creative.</summary>
    public static RenderedCreativeView From(RenderedCreative content) =>
        new(
            content.Subject,
            content.Text,
            content.Html,
            content.TemplateId,
            content.TemplateVariables,
            content.Title,
            content.ImageUrl,
            content.RedirectUrl
        );
}
