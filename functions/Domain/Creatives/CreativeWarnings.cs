using System.Text.RegularExpressions;
using CampaignTasks.Domain.Liquid;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Domain.Creatives;

/// <summary>
/// The warnings about texts of a creative that can be sent all the same: merge tags of other systems, and values in links that are not
/// encoded.
/// </summary>
public static partial class CreativeWarnings
{
    // Enough to see what is wrong with a text.
    private const int Most = 20;

    // Stands for a tag while links are looked for: no character of a text.
    private const char Tag = '\uFFFF';

    private static readonly string[] Everybodys = ["address", "email", "phone", "unsubscribeUrl"];

    /// <summary>Lists the warnings, each with the part of the creative.</summary>
    public static IReadOnlyList<string> Of(Creative creative)
    {
        List<string> warnings = [];
        foreach (var (part, text, isHtml) in Parts(creative))
        {
            var tags = LiquidTag.Of(text);
            warnings.AddRange(MergeTags(Blanked(text, tags)).Concat(Links(text, tags, isHtml)).Select(words => $"{part}: {words}"));
        }

        return [.. warnings.Distinct(StringComparer.Ordinal).Take(Most)];
    }

    private static IEnumerable<(string Part, string Text, bool IsHtml)> Parts(Creative creative)
    {
        foreach (
            var (part, text) in new[] { ("subject", creative.Subject), ("text", creative.Text), ("html", creative.Html) }.Concat(
                (creative.TemplateVariables ?? new Dictionary<string, string>()).Select(v =>
                    ($"templateVariables.{v.Key}", (string?)v.Value)
                )
            )
        )
        {
            if (text is not null)
            {
                yield return (part, text, part is "html");
            }
        }
    }

    private static IEnumerable<string> MergeTags(string text)
    {
        foreach (var found in MergeTag().Matches(text).Concat(NamedMergeTag().Matches(text)))
        {
            var name = VariableNames.Suggest(found.Groups["name"].Value);
            var spelling = Everybodys.Contains(name) ? $"{{{{ {name} }}}}" : $"{{{{ {name} | default: \"…\" }}}}";
            yield return $"'{TextRules.Abbreviate(found.Value)}' is another system's spelling and is sent as it is: if a variable is meant, write {spelling}.";
        }
    }

    private static IEnumerable<string> Links(string text, IReadOnlyList<LiquidTag> tags, bool isHtml)
    {
        // A name that the text sets may be encoded already.
        HashSet<string> own = [.. tags.Where(tag => tag.Word is "assign" or "for").Select(tag => tag.Inner.Split(' ', 3)[1])];
        foreach (var query in (isHtml ? HtmlQuery() : TextQuery()).Matches(Blanked(text, tags)).Select(link => link.Groups["query"]))
        {
            foreach (var tag in tags.Where(tag => tag.IsOutput && tag.Start >= query.Index && tag.End <= query.Index + query.Length))
            {
                var pipes = tag.Pipes().Select(pipe => pipe.Trim()).ToList();
                if (Variable().IsMatch(pipes[0]) && !own.Contains(pipes[0]) && !pipes.Skip(1).Any(IsEncoding))
                {
                    yield return $"{{{{ {TextRules.Abbreviate(tag.Inner)} }}}} stands in the query of a link and is not encoded, so that a + or & of a value breaks the link: "
                        + $"write {{{{ {TextRules.Abbreviate(tag.Inner)} | url_encode }}}}.";
                }
            }
        }
    }

    private static bool IsEncoding(string filter) => filter is "url_encode";

    private static string Blanked(string text, IReadOnlyList<LiquidTag> tags)
    {
        var blanked = text.ToCharArray();
        foreach (var tag in tags)
        {
            Array.Fill(blanked, Tag, tag.Start, tag.End - tag.Start);
        }

        return new string(blanked);
    }

    // Spellings that nobody uses for anything else: *|FNAME|*, %%first name%%, [[name]], %recipient.name%, ${name}, <%= name %>,
    // {!Contact.FirstName}, [% name %], #{name}, <<name>>.
    [GeneratedRegex(
        @"\*\|(?<name>[A-Za-z][\w:]*)\|\*|%%(?<name>[A-Za-z_](?:[\w .]*\w)?)%%|\[\[\s*(?<name>[A-Za-z_][\w .]*?)\s*\]\]"
            + @"|%(?<name>(?:recipient|contact|subscriber|user|customer)[._][A-Za-z_][\w.]*)%|\$\{\s*(?<name>[A-Za-z_][\w.]*)\s*\}"
            + @"|<%=?\s*(?<name>[A-Za-z_@][\w.]*)\s*%>|\{!\s*(?<name>[A-Za-z_][\w.]*)\s*\}|\[%=?\s*(?<name>[A-Za-z_][\w.]*)\s*%\]"
            + @"|\#\{\s*(?<name>[A-Za-z_][\w.]*)\s*\}|<<\s*(?<name>[A-Za-z_](?:[\w .]*\w)?)\s*>>",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex MergeTag();

    // Spellings that stand in ordinary texts, too: only around the words that they are used for.
    [GeneratedRegex(
        @"(?<![%@{\[\#])[%@{\[](?<name>f_?name|l_?name|first[ _]?name|last[ _]?name|full[ _]?name|e?mail[ _]?address|email)(?:(?<=%\k<name>)%|(?<=@\k<name>)@|(?<=\{\k<name>)\}|(?<=\[\k<name>)\])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex NamedMergeTag();

    [GeneratedRegex(
        @"\b(?:href|src|action)\s*=\s*(?:""[^""?]*\?(?<query>[^""]*)|'[^'?]*\?(?<query>[^']*)|[^\s""'>?]+\?(?<query>[^\s>]*))",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex HtmlQuery();

    [GeneratedRegex(
        @"\bhttps?://[^\s?]*\?(?<query>\S*)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex TextQuery();

    [GeneratedRegex(@"^[A-Za-z_]", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
