using CampaignTasks.Domain.Creatives;

namespace CampaignTasks.Api.Creatives;

/// <summary>The content of messages, as it was given.</summary>
/// <param name="Subject">E-mail's subject line.</param>
/// <param name="Text">The plain text.</param>
/// <param name="Html">E-mail's HTML.</param>
/// <param name="Preheader">What mailboxes show beside the subject.</param>
/// <param name="Title">The title of a message to push, inbox or web.</param>
/// <param name="TemplateId">A template kept by the provider.</param>
/// <param name="TemplateVariables">The template's variables by name.</param>
/// <param name="ImageUrl">The address of an image.</param>
/// <param name="RedirectUrl">The address that the message leads to.</param>
/// <param name="InlineStyles">Whether the rules of style elements are copied into the elements that they apply to.</param>
/// <param name="Languages">The texts in other languages; null where there are none.</param>
internal sealed record CreativeView(
    string? Subject,
    string? Text,
    string? Html,
    string? Preheader,
    string? Title,
    string? TemplateId,
    IReadOnlyDictionary<string, string>? TemplateVariables,
    string? ImageUrl,
    string? RedirectUrl,
    bool InlineStyles,
    IReadOnlyDictionary<string, CreativeVariantView>? Languages
)
{
    public static CreativeView From(Creative content) =>
        new(
            content.Subject,
            content.Text,
            content.Html,
            content.Preheader,
            content.Title,
            content.TemplateId,
            content.TemplateVariables,
            content.ImageUrl,
            content.RedirectUrl,
            content.InlineStyles,
            CreativeVariantView.From(content.Languages)
        );
}
