using System.Text.RegularExpressions;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Liquid;

/// <summary>The spellings that are not Liquid's: of this service's earlier versions, and of other systems.</summary>
internal static partial class LiquidSpelling
{
    /// <summary>Says what is wrong with a tag or output, and how it is written; null when nothing is.</summary>
    public static string? FaultOf(LiquidTag tag)
    {
        IReadOnlyList<string> parts = tag.IsOutput ? tag.Pipes() : [];
        if (parts.Count > 1 && FallbackOrFilter(parts) is { } words)
        {
            return words;
        }

        if (tag.Word is "#" || Foreign().Match(tag.Unquoted) is not { Success: true } foreign)
        {
            return UnquotedFallback(parts);
        }

        var meant = foreign.Value.ToLowerInvariant() switch
        {
            "&nbsp;" => "a blank",
            "&gt;" => ">",
            "&lt;" => "<",
            _ => "\" or '",
        };
        return $"'{foreign.Value}' stands in a tag: write {meant} there.";
    }

    private static string? FallbackOrFilter(IReadOnlyList<string> parts)
    {
        var (name, filter) = (parts[0].Trim(), parts[1].Trim());
        var rest = string.Join('|', parts.Skip(1)).Trim();
        var word = Word().Match(filter).Value;
        var after = filter[word.Length..].TrimStart();
        if (!LiquidFilters.Has(word))
        {
            var isWord = word.Length > 0 && (word.Length == filter.Length || after.StartsWith(':'));
            return $"A fallback is written {Fallback(name, rest)}.{(isWord ? $" {LiquidFilters.Advice(word)}" : "")}";
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

    // One word may be a variable; several, or letters of other alphabets, are a text.
    private static string? UnquotedFallback(IReadOnlyList<string> parts) =>
        parts.Skip(1).Select(part => Default().Match(part)).FirstOrDefault(match => match.Success) is { } found
        && !Operand().IsMatch(found.Groups["text"].Value)
            ? $"The text of a default stands in quotes: write {Fallback(parts[0].Trim(), found.Groups["text"].Value)}."
            : null;

    private static string Fallback(string name, string text)
    {
        var quote = text.Contains('"', StringComparison.Ordinal) ? '\'' : '"';
        return $"{{{{ {TextRules.Abbreviate(name)} | default: {quote}{TextRules.Abbreviate(text)}{quote} }}}}";
    }

    [GeneratedRegex(@"^\s*default\s*:\s*(?<text>[^""'\s].*?)\s*$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Default();

    [GeneratedRegex(
        @"^(-?\d+(\.\d+)?|[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+|\[[^\]]*\])*)\s*(,.*)?$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline
    )]
    private static partial Regex Operand();

    [GeneratedRegex(@"^[A-Za-z_][\w-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(
        "[“”„‟‘’‚«»]|&quot;|&\\#0*39;|&apos;|&\\#0*34;|&[lr][sd]quo;|&nbsp;|&gt;|&lt;",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Foreign();
}
