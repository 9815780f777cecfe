using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Creatives;

/// <summary>The texts of a creative in one language. Every text is Liquid, as in `Hi {{ firstName | default: "there" }}`.</summary>
public record CreativeVariantRequest
{
    /// <summary>E-mail's subject line.</summary>
    public string? Subject { get; init; }

    /// <summary>The plain text. Where an e-mail has only HTML, a text is made from it.</summary>
    public string? Text { get; init; }

    /// <summary>E-mail's HTML.</summary>
    public string? Html { get; init; }

    /// <summary>What mailboxes show beside the subject, at most 500 characters; it is hidden in the HTML.</summary>
    public string? Preheader { get; init; }

    /// <summary>The title of a message to push, inbox or web.</summary>
    public string? Title { get; init; }

    /// <summary>A template kept by the provider, instead of a text.</summary>
    public string? TemplateId { get; init; }

    /// <summary>The template's variables by name.</summary>
    public Dictionary<string, string?>? TemplateVariables { get; init; }

    /// <summary>The address of an image, http or https. E-mails show it with `{{ imageUrl }}`.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>The address that the message leads to, http or https. Texts show it with `{{ redirectUrl }}`.</summary>
    public string? RedirectUrl { get; init; }

    /// <summary>Writes out the texts of a creative.</summary>
    private protected static CreativeVariantRequest Texts(Creative content) =>
        new()
        {
            Subject = content.Subject,
            Text = content.Text,
            Html = content.Html,
            Preheader = content.Preheader,
            Title = content.Title,
            TemplateId = content.TemplateId,
            TemplateVariables = content.TemplateVariables?.ToDictionary(one => one.Key, string? (one) => one.Value),
            ImageUrl = content.ImageUrl,
            RedirectUrl = content.RedirectUrl,
        };

    /// <summary>Turns the texts into a creative, which is still to be checked against its channel.</summary>
    private protected Creative ToContent(string field, ValidationErrors errors)
    {
        foreach (var (name, _) in (TemplateVariables ?? []).Where(v => v.Value is null))
        {
            errors.Add($"{field}.templateVariables.{name}", "Give a text.");
        }

        return new Creative(
            Subject,
            Text,
            Html,
            TemplateId,
            TemplateVariables?.ToDictionary(v => v.Key, v => v.Value ?? "", StringComparer.Ordinal)
        )
        {
            Preheader = Preheader,
            Title = Title,
            ImageUrl = ImageUrl,
            RedirectUrl = RedirectUrl,
        };
    }

    /// <summary>Turns the variants of a creative into contents, by language.</summary>
    private protected static Dictionary<string, Creative>? ToLanguages(
        Dictionary<string, CreativeVariantRequest?>? given,
        string field,
        ValidationErrors errors
    )
    {
        foreach (var (tag, _) in (given ?? []).Where(variant => variant.Value is null))
        {
            errors.Add($"{field}.languages.{tag}", "Give the texts in this language, as in {\"text\":\"Bonjour\"}, or leave it out.");
        }

        return given
            ?.Where(variant => variant.Value is not null)
            .ToDictionary(
                variant => variant.Key,
                variant => variant.Value!.ToContent($"{field}.languages.{variant.Key}", errors),
                StringComparer.Ordinal
            );
    }
}
