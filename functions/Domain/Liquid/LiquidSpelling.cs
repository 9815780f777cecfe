using System.Text.RegularExpressions;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Liquid;

/// <summary>The spellings that are not Liquid's: of this service's earlier versions, and of other systems.</summary>
internal static partial class LiquidSpelling
{
    /// <summary>Says what is wrong with a tag or output, and how it is written; null when nothing is.</summary>
    public static string? FaultOf(LiquidTag tag)
    {
        var other = tag.IsOutput ? BlockOfAnother(tag.Inner) ?? NotFilled(tag) : Elsif(tag.Inner);
        if (other is not null)
        {
            return other;
        }

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
            // With an argument, or under a name that is used elsewhere, it can only be a filter.
            return word.Length > 0 && (after.StartsWith(':') || (after.Length is 0 && LiquidFilters.IsKnownElsewhere(word)))
                ? LiquidFilters.Advice(word)
                : $"A fallback is written {Fallback(name, rest)}.{(word.Length > 0 && after.Length is 0 ? $" {LiquidFilters.Advice(word)}" : "")}";
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

    // Handlebars and Mustache: {{#if vip}}, {{/if}}, {{^vip}}, {{else}}.
    private static string? BlockOfAnother(string inner) =>
        inner switch
        {
            ['#', ..] when Condition().Match(inner) is { Success: true } block =>
                $"A condition is written between {{% and %}}: write {{% {block.Groups["word"].Value} {TextRules.Abbreviate(block.Groups["what"].Value)} %}} … {{% end{block.Groups["word"].Value} %}}.",
            ['#', ..] or ['^', ..] => "A block is written between {% and %}: write {% if name %} … {% endif %}.",
            ['/', ..] => $"A block is ended between {{% and %}}: write {{% end{Ended(inner[1..].Trim())} %}}.",
            "else" => "The other case is written between {% and %}: write {% else %}.",
            _ => null,
        };

    private static string Ended(string word) => word is "unless" or "for" or "case" ? word : "if";

    private static string? NotFilled(LiquidTag tag)
    {
        if (Or().Match(tag.Unquoted) is { Success: true } or)
        {
            var at = or.Index;
            return $"'{or.Value}' is not Liquid: write {Fallback(tag.Inner[..at].Trim(), tag.Inner[(at + 2)..].Trim())}.";
        }

        return Words().IsMatch(tag.Pipes()[0].Trim())
            ? $"The name of a variable is one word: write {{{{ {OneWord(tag.Pipes()[0])} | default: \"…\" }}}}."
            : null;
    }

    private static string OneWord(string words) =>
        TextRules.Abbreviate(
            string.Concat(words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((word, i) => i is 0 ? word : Capitalized(word)))
        );

    private static string Capitalized(string word) => $"{char.ToUpperInvariant(word[0])}{word[1..]}";

    private static string? Elsif(string inner) =>
        ElseIf().Match(inner) is { Success: true } found
            ? $"A further condition is written with elsif: write {{% elsif {TextRules.Abbreviate(found.Groups["what"].Value.Trim())} %}}."
            : null;

    private static string Fallback(string name, string text)
    {
        if (text.Length > 1 && text[0] == text[^1] && text[0] is '"' or '\'' && !text[1..^1].Contains(text[0], StringComparison.Ordinal))
        {
            text = text[1..^1];
        }

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

    [GeneratedRegex(@"^#\s*(?<word>if|unless)\s+(?<what>.+)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Condition();

    [GeneratedRegex(@"\?\?|\|\|", RegexOptions.CultureInvariant)]
    private static partial Regex Or();

    // Two or more words of which none is an operator or a part of a range.
    [GeneratedRegex(
        @"^[A-Za-z_]\w*(\s+(?!(and|or|contains|in)\b)[A-Za-z_]\w*)+$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Words();

    [GeneratedRegex(@"^else\s*-?_?if\b(?<what>.*)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex ElseIf();

    [GeneratedRegex(
        "[“”„‟‘’‚«»]|&quot;|&\\#0*39;|&apos;|&\\#0*34;|&[lr][sd]quo;|&nbsp;|&gt;|&lt;",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Foreign();
}
