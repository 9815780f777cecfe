using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Creatives;

/// <summary>The content of a task's messages. Every text is Liquid, as in `Hi {{ firstName | default: "there" }}`.</summary>
/// <param name="Subject">E-mail's subject line.</param>
/// <param name="Text">The plain text.</param>
/// <param name="Html">E-mail's HTML.</param>
/// <param name="TemplateId">A template kept by the provider, instead of a text.</param>
/// <param name="TemplateVariables">The template's variables by name.</param>
public sealed record CreativeRequest(
    string? Subject,
    string? Text,
    string? Html,
    string? TemplateId,
    Dictionary<string, string?>? TemplateVariables
)
{
    /// <summary>Turns the request into a creative, which is still to be checked against its channel.</summary>
    public Creative ToCreative(ValidationErrors errors)
    {
        foreach (var (name, _) in (TemplateVariables ?? []).Where(v => v.Value is null))
        {
            errors.Add($"creative.templateVariables.{name}", "Give a text.");
        }

        return new Creative(
            Subject,
            Text,
            Html,
            TemplateId,
            TemplateVariables?.ToDictionary(v => v.Key, v => v.Value ?? "", StringComparer.Ordinal)
        );
    }
}
