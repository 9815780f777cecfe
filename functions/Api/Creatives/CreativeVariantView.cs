using CampaignTasks.Domain.Creatives;

namespace CampaignTasks.Api.Creatives;

/// <summary>The texts of a creative in one language; what is null is taken from the creative itself.</summary>
/// <param name="Subject">E-mail's subject line.</param>
/// <param name="Text">The plain text.</param>
/// <param name="Html">E-mail's HTML.</param>
/// <param name="Preheader">What mailboxes show beside the subject.</param>
/// <param name="Title">The title of a message to push, inbox or web.</param>
/// <param name="TemplateId">A template kept by the provider.</param>
/// <param name="TemplateVariables">The template's variables by name.</param>
/// <param name="ImageUrl">The address of an image.</param>
/// <param name="RedirectUrl">The address that the message leads to.</param>
internal sealed record CreativeVariantView(
    string? Subject,
    string? Text,
    string? Html,
    string? Preheader,
    string? Title,
    string? TemplateId,
    IReadOnlyDictionary<string, string>? TemplateVariables,
    string? ImageUrl,
    string? RedirectUrl
)
{
    public static Dictionary<string, CreativeVariantView>? From(IReadOnlyDictionary<string, Creative>? languages) =>
        languages
            ?.OrderBy(variant => variant.Key, StringComparer.Ordinal)
            .ToDictionary(variant => variant.Key, variant => From(variant.Value), StringComparer.Ordinal);

    private static CreativeVariantView From(Creative content) =>
        new(
            content.Subject,
            content.Text,
            content.Html,
            content.Preheader,
            content.Title,
            content.TemplateId,
            content.TemplateVariables,
            content.ImageUrl,
            content.RedirectUrl
        );
}
