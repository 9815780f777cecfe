namespace CampaignTasks.Domain.Creatives;

/// <summary>What a task says. Texts may hold variables: <c>{{name}}</c> or <c>{{name|fallback}}</c>.</summary>
/// <param name="Subject">E-mail's subject line; null elsewhere.</param>
/// <param name="Text">The plain text.</param>
/// <param name="Html">E-mail's HTML; values put into it are HTML-encoded.</param>
/// <param name="TemplateId">A template kept by the provider (WhatsApp: ContentSid), instead of a text.</param>
/// <param name="TemplateVariables">The template's variables by name; values may hold variables of ours.</param>
public sealed record Creative(
    string? Subject,
    string? Text,
    string? Html,
    string? TemplateId = null,
    IReadOnlyDictionary<string, string>? TemplateVariables = null)
{
    /// <summary>Whether people would read the same; unlike equality it compares the template's variables by what they say.</summary>
    public bool SaysTheSameAs(Creative other) =>
        this with { TemplateVariables = null } == other with { TemplateVariables = null }
        && (TemplateVariables?.Count ?? 0) == (other.TemplateVariables?.Count ?? 0)
        && (TemplateVariables is null || TemplateVariables.All(v => other.TemplateVariables!.TryGetValue(v.Key, out var value) && value == v.Value));
}
