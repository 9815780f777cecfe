using System.Text.RegularExpressions;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Liquid;

/// <summary>The spellings that are not Liquid's: of this service's earlier versions, and of other systems.</summary>
internal static partial class LiquidSpelling
{
    /// <summary>Says what is wrong with an output, and how it is written; null when nothing is.</summary>
    public static string? FaultOf(LiquidTag output)
    {
        var unquoted = output.Unquoted;
        if (Quotes().Match(unquoted) is { Success: true } quote)
        {
            return $"{quote.Value} is no quote that a variable's tag knows: write \" or '.";
        }

        if (unquoted.Contains("&nbsp;", StringComparison.OrdinalIgnoreCase))
        {
            return "&nbsp; stands in a variable's tag: write a blank.";
        }

        var parts = output.Pipes();
        return parts.Count > 1 ? FallbackOrFilter(parts) : null;
    }

    private static string? FallbackOrFilter(IReadOnlyList<string> parts)
    {
        var (name, filter) = (parts[0].Trim(), parts[1].Trim());
        var rest = string.Join('|', parts.Skip(1)).Trim();
        var word = Word().Match(filter).Value;
        var after = filter[word.Length..].TrimStart();
        if (!LiquidFilters.Has(word))
        {
            return word.Length == filter.Length || after.StartsWith(':')
                ? $"{LiquidFilters.Advice(word)} A fallback is written {Fallback(name, rest)}."
                : $"A fallback is written {Fallback(name, rest)}.";
        }

        return after switch
        {
            "" or [':', ..] => null,
            ['(', ..] when after.EndsWith(')') =>
                $"The argument of a filter stands after a colon: write {{{{ {TextRules.Abbreviate(name)} | {word}: {TextRules.Abbreviate(after[1..^1].Trim())} }}}}.",
            ['"' or '\'', ..] =>
                $"The argument of a filter stands after a colon: write {{{{ {TextRules.Abbreviate(name)} | {word}: {TextRules.Abbreviate(after)} }}}}.",
            _ => $"A fallback is written {Fallback(name, rest)}.",
        };
    }

    private static string Fallback(string name, string text)
    {
        var quote = text.Contains('"', StringComparison.Ordinal) ? '\'' : '"';
        return $"{{{{ {TextRules.Abbreviate(name)} | default: {quote}{TextRules.Abbreviate(text)}{quote} }}}}";
    }

    [GeneratedRegex(@"^[A-Za-z_][\w-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex("[“”„‟‘’‚«»]|&quot;|&\\#0*39;|&apos;|&\\#0*34;|&[lr][sd]quo;", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Quotes();
}
