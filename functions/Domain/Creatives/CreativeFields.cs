using CampaignTasks.Domain.Capabilities;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Creatives;

/// <summary>The fields that the creatives of each channel have.</summary>
internal static class CreativeFields
{
    /// <summary>Adds an error for each field that is given and that the channel does not have.</summary>
    public static void CheckKnown(Creative creative, ChannelKind channel, string field, ValidationErrors errors)
    {
        var known = ChannelCapabilities.Of(channel).Fields;
        foreach (var name in Given(creative).Except(known))
        {
            errors.Add(
                $"{field}.{name}",
                $"A creative for {EnumNames.Of(channel)} has no {name}: leave it out. It may have {string.Join(", ", known)}."
            );
        }
    }

    private static IEnumerable<string> Given(Creative creative)
    {
        (string Name, bool IsGiven)[] all =
        [
            ("subject", creative.Subject is not null),
            ("text", creative.Text is not null),
            ("html", creative.Html is not null),
            ("preheader", creative.Preheader is not null),
            ("inlineStyles", creative.InlineStyles),
            ("title", creative.Title is not null),
            ("imageUrl", creative.ImageUrl is not null),
            ("redirectUrl", creative.RedirectUrl is not null),
            ("templateId", creative.TemplateId is not null),
            ("templateVariables", creative.TemplateVariables is not null),
        ];
        return all.Where(one => one.IsGiven).Select(one => one.Name);
    }
}
