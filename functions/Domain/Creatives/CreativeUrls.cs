using CampaignTasks.Domain.Liquid;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Creatives;

/// <summary>The check of addresses in creatives.</summary>
internal static class CreativeUrls
{
    private const string Fault =
        "Not an address of the web: give one with http:// or https:// and a host, as in https://shop.example/spring?for={{ email | url_encode }}.";

    /// <summary>
    /// Checks an address as it is typed. Its scheme and its host must not be Liquid, so that no recipient's data decides where it leads.
    /// </summary>
    public static void Check(string? url, string field, ValidationErrors errors)
    {
        if (url is null)
        {
            return;
        }

        TextRules.CheckLine(url, field, errors);
        if (url.Length > CreativeLimits.LongestUrl)
        {
            errors.Add(field, $"The address is too long: give at most {CreativeLimits.LongestUrl} characters.");
        }
        else if (!IsOfTheWeb(url))
        {
            errors.Add(field, Fault);
        }
    }

    private static bool IsOfTheWeb(string url)
    {
        var literal = url;
        foreach (var tag in LiquidTag.Of(url).Reverse())
        {
            literal = literal.Remove(tag.Start, tag.End - tag.Start).Insert(tag.Start, "x");
        }

        var tags = LiquidTag.Of(url);
        var end = tags.Count > 0 ? tags[0].Start : url.Length;
        return Uri.TryCreate(literal, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            && address.Host.Length > 0
            && !literal.Any(char.IsWhiteSpace)
            && url.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme
            && (tags.Count == 0 || url.AsSpan(scheme + 3, Math.Max(0, end - scheme - 3)).IndexOfAny('/', '?', '#') >= 0);
    }
}
