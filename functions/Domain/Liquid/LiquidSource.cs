using System.Text.RegularExpressions;

namespace CampaignTasks.Domain.Liquid;

/// <summary>
/// The checks of a source before it is parsed: limits that keep the parser's stack small, spellings of other systems, and braces that
/// would be sent as they are.
/// </summary>
internal static partial class LiquidSource
{
    private const int MostBrackets = 10;

    /// <summary>Tells what is wrong with a source; returns true when it may be parsed.</summary>
    public static bool Check(string source, IReadOnlyList<LiquidTag> tags, bool isHtml, Action<string> fault)
    {
        var faults = 0;
        foreach (var (words, at) in Faults(source, tags, isHtml))
        {
            faults++;
            fault($"{words} (at {LiquidTag.Place(source, at)})");
        }

        return faults == 0;
    }

    private static IEnumerable<(string Words, int At)> Faults(string source, IReadOnlyList<LiquidTag> tags, bool isHtml)
    {
        if (source.AsSpan().Count("{%") > LiquidLimits.MostTags)
        {
            yield return ($"The text has too many tags: give at most {LiquidLimits.MostTags}.", 0);
            yield break;
        }

        if (source.AsSpan().Count("{{") > LiquidLimits.MostOutputs)
        {
            yield return ($"The text has too many variables: give at most {LiquidLimits.MostOutputs}.", 0);
            yield break;
        }

        var depth = 0;
        foreach (var tag in tags)
        {
            depth += tag.Word switch
            {
                "if" or "unless" or "case" or "for" => 1,
                "endif" or "endunless" or "endcase" or "endfor" => -1,
                _ => 0,
            };
            if (depth > LiquidLimits.DeepestNesting)
            {
                yield return ($"Blocks lie too deep inside one another: nest at most {LiquidLimits.DeepestNesting}.", tag.Start);
                yield break;
            }

            if (FaultOf(source, tag) is { } words)
            {
                yield return (words, tag.Start);
            }
        }

        foreach (var stray in Strays(source, tags, isHtml))
        {
            yield return stray;
        }
    }

    private static string? FaultOf(string source, LiquidTag tag) =>
        tag.Inner.Length > LiquidLimits.LongestTag
            ? $"A tag is longer than {LiquidLimits.LongestTag} characters, or a brace or quote of it is not closed."
        : tag.Unquoted.Count(c => c is '[' or '(') > MostBrackets ? $"A tag has more than {MostBrackets} brackets."
        : tag.IsOutput && source.AsSpan(tag.Start).StartsWith("{{{")
            ? "There is one brace too many: write {{ name }} with two on each side."
        : LiquidSpelling.FaultOf(tag);

    private static IEnumerable<(string Words, int At)> Strays(string source, IReadOnlyList<LiquidTag> tags, bool isHtml)
    {
        // Style sheets and scripts are full of braces that are meant.
        var text = isHtml ? Code().Replace(source, match => new string(' ', match.Length)) : source;
        var at = 0;
        foreach (var (start, end) in tags.Select(tag => (tag.Start, tag.End)).Append((source.Length, source.Length)))
        {
            if (start < at)
            {
                continue;
            }

            var literal = text[at..start];
            if (Encoded().Match(literal) is { Success: true } encoded)
            {
                yield return (
                    $"'{encoded.Value}' are braces written as code, which would be sent as they are: write them as braces, as in {{{{ email | url_encode }}}}.",
                    at + encoded.Index
                );
            }

            if (Closing().Match(literal) is { Success: true } closing)
            {
                yield return (
                    $"'{closing.Value}' closes nothing and would be sent as it is: take it out, or write {{% raw %}}{closing.Value}{{% endraw %}} if it is meant.",
                    at + closing.Index
                );
            }
            else if (at > 0 && literal.StartsWith('}'))
            {
                yield return ("There is one brace too many: write {{ name }} with two on each side.", at);
            }

            at = end;
        }
    }

    // %7B%7B in a link, &#123; in HTML, and the full-width braces of East Asian keyboards.
    [GeneratedRegex(
        @"(?:%7B|&\#0*123;|&\#x0*7B;|&lcub;|&lbrace;|｛)(?:%7B|&\#0*123;|&\#x0*7B;|&lcub;|&lbrace;|｛|\{|%25|%)|\{(?:%7B|&\#0*123;|&\#x0*7B;|&lcub;|&lbrace;)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Encoded();

    [GeneratedRegex(@"\}\}|%\}", RegexOptions.CultureInvariant)]
    private static partial Regex Closing();

    [GeneratedRegex(
        @"<style\b.*?</style>|<script\b.*?</script>|<!--.*?-->",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant
    )]
    private static partial Regex Code();
}
