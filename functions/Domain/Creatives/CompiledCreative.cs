using CampaignTasks.Domain.Liquid;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Creatives;

/// <summary>A creative with its languages, parsed once and filled for every recipient. Thread-safe.</summary>
public sealed class CompiledCreative
{
    private readonly CompiledContent _content;
    private readonly Dictionary<string, CompiledContent> _languages;

    private CompiledCreative(CompiledContent content, Dictionary<string, CompiledContent> languages) =>
        (_content, _languages) = (content, languages);

    /// <summary>Lists the variables that every recipient has.</summary>
    public static IReadOnlyList<string> KnownVariables(ChannelKind channel, CreativeUse use) =>
        [
            "address",
            .. channel switch
            {
                ChannelKind.Email when use.HasUnsubscribeLink => ["email", "unsubscribeUrl"],
                ChannelKind.Email => ["email"],
                ChannelKind.Sms or ChannelKind.Whatsapp => ["phone"],
                _ => (string[])[],
            },
            .. use.HasCampaign ? ["campaign"] : (string[])[],
        ];

    /// <summary>Compiles a creative that was checked when its task was created.</summary>
    /// <exception cref="InvalidOperationException">It was not: the message says what is wrong.</exception>
    public static CompiledCreative From(Creative creative, ChannelKind channel)
    {
        var languages = creative.Languages ?? new Dictionary<string, Creative>();
        return new(
            Parse(creative, channel),
            languages.ToDictionary(
                variant => variant.Key,
                variant => Parse(creative.With(variant.Value), channel),
                StringComparer.OrdinalIgnoreCase
            )
        );
    }

    /// <summary>Returns true when one of the texts, in any language, has a variable of this name.</summary>
    public bool Mentions(string name) => _content.Mentions(name) || _languages.Values.Any(content => content.Mentions(name));

    /// <summary>
    /// Returns the language that a recipient reads the creative in; null for its own texts. A tag leads to the longest variant that it
    /// begins with: <c>fr-CA</c> to <c>fr-CA</c>, else to <c>fr</c>.
    /// </summary>
    public string? LanguageFor(CreativeRecipient recipient) => Variant(recipient)?.Language;

    /// <summary>Fills the creative for a recipient, in the contact's language, else in the tenant's, else in its own texts.</summary>
    /// <param name="recipient">The recipient.</param>
    /// <param name="limit">The most bytes of UTF-8 that all its texts together may have.</param>
    /// <param name="missing">Gets the names of variables that the texts asked for and the recipient lacks.</param>
    public CreativeRendering Render(CreativeRecipient recipient, int limit = LiquidLimits.LargestMessage, ISet<string>? missing = null) =>
        (Variant(recipient)?.Content ?? _content).Render(recipient, limit, missing);

    private (string Language, CompiledContent Content)? Variant(CreativeRecipient recipient) =>
        _languages.Count == 0 ? null : Variant(recipient.Language ?? recipient.Contact?.Language) ?? Variant(recipient.HomeLanguage);

    private (string Language, CompiledContent Content)? Variant(string? language)
    {
        for (var tag = language; tag is not null; tag = Shorter(tag))
        {
            if (_languages.TryGetValue(tag, out var content))
            {
                return (tag, content);
            }
        }

        return null;
    }

    private static string? Shorter(string tag) => tag.LastIndexOf('-') is > 0 and var end ? tag[..end] : null;

    private static CompiledContent Parse(Creative creative, ChannelKind channel)
    {
        var errors = new ValidationErrors();
        return CompiledContent.TryParse(creative, channel, "creative", errors)
            ?? throw new InvalidOperationException(string.Join(' ', errors.ToDictionary().SelectMany(e => e.Value)));
    }
}
