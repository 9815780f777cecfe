using CampaignTasks.Application.Requests;
using CampaignTasks.Domain.Creatives;

namespace CampaignTasks.Application.Creatives;

/// <summary>The change of a creative's content.</summary>
internal static class CreativeChange
{
    /// <summary>Writes out the content with what the change gives in its place.</summary>
    public static CreativeRequest Apply(Creative content, Patch<SavedCreativeRequest> change)
    {
        var given = change.Value;
        return new CreativeRequest
        {
            Subject = Of("subject", given.Subject, content.Subject),
            Text = Of("text", given.Text, content.Text),
            Html = Of("html", given.Html, content.Html),
            Preheader = Of("preheader", given.Preheader, content.Preheader),
            Title = Of("title", given.Title, content.Title),
            TemplateId = Of("templateId", given.TemplateId, content.TemplateId),
            TemplateVariables = change.Has("templateVariables") ? given.TemplateVariables : Nullable(content.TemplateVariables),
            ImageUrl = Of("imageUrl", given.ImageUrl, content.ImageUrl),
            RedirectUrl = Of("redirectUrl", given.RedirectUrl, content.RedirectUrl),
            InlineStyles = change.Has("inlineStyles") ? given.InlineStyles : content.InlineStyles,
            Languages = change.Has("languages") ? given.Languages : Languages(content),
        };

        string? Of(string field, string? value, string? kept) => change.Has(field) ? value : kept;
    }

    private static Dictionary<string, CreativeVariantRequest?>? Languages(Creative content) =>
        content.Languages?.ToDictionary(
            variant => variant.Key,
            variant => (CreativeVariantRequest?)From(variant.Value),
            StringComparer.Ordinal
        );

    private static CreativeVariantRequest From(Creative content) =>
        new()
        {
            Subject = content.Subject,
            Text = content.Text,
            Html = content.Html,
            Preheader = content.Preheader,
            Title = content.Title,
            TemplateId = content.TemplateId,
            TemplateVariables = Nullable(content.TemplateVariables),
            ImageUrl = content.ImageUrl,
            RedirectUrl = content.RedirectUrl,
        };

    private static Dictionary<string, string?>? Nullable(IReadOnlyDictionary<string, string>? variables) =>
        variables?.ToDictionary(variable => variable.Key, variable => (string?)variable.Value, StringComparer.Ordinal);
}
