using CampaignTasks.Domain;
using CampaignTasks.Domain.Creatives;

namespace CampaignTasks.Api.Creatives;

/// <summary>A saved creative.</summary>
/// <param name="Id">Its id, to be given in tasks.</param>
/// <param name="Name">Its name.</param>
/// <param name="Channel">The channel it is for.</param>
/// <param name="Version">Counts the contents it had.</param>
/// <param name="UseCount">The number of tasks that use it and have not ended.</param>
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
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When it last changed.</param>
internal sealed record SavedCreativeView(
    string Id,
    string Name,
    ChannelKind Channel,
    int Version,
    int UseCount,
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
    IReadOnlyDictionary<string, CreativeVariantView>? Languages,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    public static SavedCreativeView From(SavedCreative creative, int users)
    {
        var content = creative.Content;
        return new(
            creative.Id,
            creative.Name,
            creative.Channel,
            creative.Version,
            users,
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
            CreativeVariantView.From(content.Languages),
            creative.CreatedAt,
            creative.UpdatedAt
        );
    }
}
