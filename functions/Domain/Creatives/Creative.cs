namespace CampaignTasks.Domain.Creatives;

/// <summary>The content of messages. Every text is Liquid: see <see cref="Liquid.LiquidText"/>.</summary>
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
    /// <summary>The title of a push message, or of a message in an inbox.</summary>
    public string? Title { get; init; }

    /// <summary>The text that mailboxes show beside the subject; readers of the HTML do not see it.</summary>
    public string? Preheader { get; init; }

    /// <summary>The address of an image.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>The address that the message leads to.</summary>
    public string? RedirectUrl { get; init; }

    /// <summary>True when the rules of style elements are copied into the elements that they apply to.</summary>
    public bool InlineStyles { get; init; }

    /// <summary>
    /// Variants by BCP 47 tag. What a variant lacks is taken from the creative itself; a variant has no languages of its own.
    /// </summary>
    public IReadOnlyDictionary<string, Creative>? Languages { get; init; }

    /// <summary>The body that is sent in place of what was typed, made by the check; null where nothing differs.</summary>
    public PreparedBody? Prepared { get; init; }

    private object Scalars =>
        (Subject, Text, Html, TemplateId, Title, Preheader, ImageUrl, RedirectUrl, InlineStyles, Prepared?.Text, Prepared?.Html);

    /// <summary>Returns the variant of one language with everything it lacks taken from this creative.</summary>
    public Creative With(Creative variant) =>
        new(
            variant.Subject ?? Subject,
            variant.Text ?? Text,
            variant.Html ?? Html,
            variant.TemplateId ?? TemplateId,
            variant.TemplateVariables ?? TemplateVariables
        )
        {
            Title = variant.Title ?? Title,
            Preheader = variant.Preheader ?? Preheader,
            ImageUrl = variant.ImageUrl ?? ImageUrl,
            RedirectUrl = variant.RedirectUrl ?? RedirectUrl,
            InlineStyles = InlineStyles,
            Prepared = variant.Prepared,
        };

    /// <summary>
    /// Returns true when people would read the same: variables and languages compare by content, and null equals an empty set.
    /// </summary>
    public bool Equals(Creative? other) =>
        other is not null
        && Scalars.Equals(other.Scalars)
        && IsSame(TemplateVariables, other.TemplateVariables)
        && IsSame(Languages, other.Languages);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Scalars, TemplateVariables?.Count ?? 0, Languages?.Count ?? 0);

    private static bool IsSame<T>(IReadOnlyDictionary<string, T>? one, IReadOnlyDictionary<string, T>? other)
        where T : class =>
        (one?.Count ?? 0) == (other?.Count ?? 0)
        && (one is null || one.All(item => other!.TryGetValue(item.Key, out var value) && value.Equals(item.Value)));
}
