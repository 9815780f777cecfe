using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Creatives;

/// <summary>The size of creatives, as it counts against the limits of what is stored.</summary>
public static class CreativeSize
{
    /// <summary>Counts the octets of a creative in UTF-8, with all languages and what is made of its HTML.</summary>
    public static int Of(Creative creative) =>
        new[]
        {
            creative.Subject,
            creative.Text,
            creative.Html,
            creative.TemplateId,
            creative.Title,
            creative.Preheader,
            creative.ImageUrl,
            creative.RedirectUrl,
            creative.Prepared?.Text,
            creative.Prepared?.Html,
        }
            .Concat((creative.TemplateVariables ?? new Dictionary<string, string>()).SelectMany(v => new[] { v.Key, v.Value }))
            .Sum(part => part is null ? 0 : TextLength.Octets(part)) + (creative.Languages?.Values.Sum(Of) ?? 0);
}
