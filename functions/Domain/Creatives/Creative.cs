namespace CampaignTasks.Domain.Creatives;

/// <summary>The content of a task's messages. Every text is Liquid: see <see cref="Liquid.LiquidText"/>.</summary>
/// <param name="Subject">The subject line of an e-mail; null on other channels.</param>
/// <param name="Text">The plain text.</param>
/// <param name="Html">The HTML of an e-mail; values put into it are escaped.</param>
/// <param name="TemplateId">A template kept by the provider (WhatsApp: ContentSid), instead of a text.</param>
/// <param name="TemplateVariables">The template's variables by name; their values are Liquid, too.</param>
public sealed record Creative(
    string? Subject,
    string? Text,
    string? Html,
    string? TemplateId = null,
    IReadOnlyDictionary<string, string>? TemplateVariables = null
)
{
    /// <summary>
    /// Returns true when people would read the same: template variables compare by content, and null equals an empty set.
    /// </summary>
    public bool Equals(Creative? other) =>
        other is not null
        && (Subject, Text, Html, TemplateId) == (other.Subject, other.Text, other.Html, other.TemplateId)
        && (TemplateVariables?.Count ?? 0) == (other.TemplateVariables?.Count ?? 0)
        && (
            TemplateVariables is null
            || TemplateVariables.All(v => other.TemplateVariables!.TryGetValue(v.Key, out var value) && value == v.Value)
        );

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Subject, Text, Html, TemplateId, TemplateVariables?.Count ?? 0);
}
