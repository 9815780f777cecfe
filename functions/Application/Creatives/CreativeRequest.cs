using System.Text.Json.Serialization;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Creatives;

/// <summary>The content of messages. Every text is Liquid, as in `Hi {{ firstName | default: "there" }}`.</summary>
public record CreativeRequest : CreativeVariantRequest
{
    /// <summary>A creative of which nothing is given.</summary>
    public CreativeRequest() { }

    private CreativeRequest(CreativeVariantRequest texts)
        : base(texts) { }

    /// <summary>Whether the rules of the HTML's style elements are copied into the elements that they apply to.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? InlineStyles { get; init; }

    /// <summary>
    /// The texts in other languages, by BCP 47 tag: for contacts of that language. What a language lacks is taken from the creative itself.
    /// </summary>
    public Dictionary<string, CreativeVariantRequest?>? Languages { get; init; }

    /// <summary>Writes out a creative, as it was given.</summary>
    public static CreativeRequest From(Creative content) =>
        new(Texts(content))
        {
            InlineStyles = content.InlineStyles,
            Languages = content.Languages?.ToDictionary(one => one.Key, CreativeVariantRequest? (one) => Texts(one.Value)),
        };

    /// <summary>Turns the request into a creative, which is still to be checked against its channel.</summary>
    /// <param name="errors">Gets what is wrong.</param>
    /// <param name="field">The path of the creative.</param>
    public Creative ToCreative(ValidationErrors errors, string field = "creative") =>
        ToContent(field, errors) with
        {
            InlineStyles = InlineStyles ?? false,
            Languages = ToLanguages(Languages, field, errors),
        };
}
