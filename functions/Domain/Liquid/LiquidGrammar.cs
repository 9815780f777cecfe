using System.Globalization;
using System.Text.RegularExpressions;
using Fluid;
using Fluid.Parser;
using Parlot.Fluent;

namespace CampaignTasks.Domain.Liquid;

/// <summary>The grammar of texts: Fluid's, without the tags that read files or hold output back where nobody counts it.</summary>
internal static partial class LiquidGrammar
{
    private static readonly string[] Tags = ["if", "unless", "case", "for", "break", "continue", "assign", "comment", "raw", "#"];

    private static readonly string[] Blocks = ["if", "unless", "case", "for", "comment", "raw"];

    private static readonly FluidParser Parser = Create();

    /// <summary>Parses a source; null when it is no Liquid, which is told with its place.</summary>
    public static FluidTemplate? Parse(string source, Action<string> fault)
    {
        try
        {
            if (Parser.Grammar.TryParse(new FluidParseContext(source), out var statements, out var error) && error is null)
            {
                return new FluidTemplate(statements);
            }

            fault(Words(source, error?.Message, error?.Position.Line, error?.Position.Column));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The parser throws some faults, with the place among the words, and what it was not made for.
            fault(Words(source, e.Message, null, null));
        }

        return null;
    }

    private static string Words(string source, string? message, int? line, int? column)
    {
        var words = (message ?? "it cannot be read").Split('\n')[0];
        if (Place().Match(words) is { Success: true } place)
        {
            words = words.Remove(place.Index, place.Length);
            (line, column) = (
                int.Parse(place.Groups[1].Value, CultureInfo.InvariantCulture),
                int.Parse(place.Groups[2].Value, CultureInfo.InvariantCulture)
            );
        }

        words = words.Split(" To enable")[0].Trim().TrimEnd('.');
        if (UnknownTag().Match(words) is { Success: true } unknown && unknown.Groups[1].Value is var tag)
        {
            // The parser has read the tag: what it counts is its end.
            var start = LiquidTag.Of(source).LastOrDefault(one => one.Word == tag && IsBefore(source, one.Start, line, column))?.Start;
            words = OutsideOfBlock(tag) ?? $"The text is not valid Liquid: {words}. The tags are {string.Join(", ", Tags)}.";
            return $"{words} (at {LiquidTag.Place(source, start ?? 0)})";
        }

        words = $"The text is not valid Liquid: {words}.";
        return line is null ? words : $"{words} (at line {line}, column {column})";
    }

    private static bool IsBefore(string source, int position, int? line, int? column)
    {
        var before = source.AsSpan(0, position);
        var (itsLine, itsColumn) = (before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
        return line is null || itsLine < line || (itsLine == line && itsColumn <= column);
    }

    /// <summary>Says what is wrong with a part of a block that stands where no such block is open; null for any other tag.</summary>
    private static string? OutsideOfBlock(string tag)
    {
        var opening = tag switch
        {
            "else" or "elsif" => "if",
            "when" => "case",
            _ => Blocks.FirstOrDefault(block => tag == $"end{block}"),
        };
        return opening is null
            ? null
            : $"{{% {tag} %}} belongs to no {{% {opening} %}}: put that before it, end the blocks in between, or take {{% {tag} %}} out.";
    }

    [GeneratedRegex("^Unknown tag '([^']*)'", RegexOptions.CultureInvariant)]
    private static partial Regex UnknownTag();

    [GeneratedRegex(@" at \((\d{1,9}):(\d{1,9})\)", RegexOptions.CultureInvariant)]
    private static partial Regex Place();

    private static FluidParser Create()
    {
        var parser = new FluidParser(new FluidParserOptions());
        foreach (var tag in parser.RegisteredTags.Keys.Except(Tags).ToList())
        {
            parser.RegisteredTags.Remove(tag);
        }

        return parser;
    }
}
