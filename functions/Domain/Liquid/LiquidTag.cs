using System.Text;

namespace CampaignTasks.Domain.Liquid;

/// <summary>A tag or output in a source: where it stands, and what stands between its braces.</summary>
/// <param name="Start">The position of its first brace.</param>
/// <param name="End">
/// The position after its last brace, of <c>raw</c> and <c>comment</c> after what they enclose; the source's end when it is not closed.
/// </param>
/// <param name="IsOutput">Whether it is <c>{{ … }}</c>.</param>
/// <param name="Inner">What stands between, without the hyphens that strip blanks.</param>
internal sealed record LiquidTag(int Start, int End, bool IsOutput, string Inner)
{
    /// <summary>Lists the tags and outputs of a source.</summary>
    public static IReadOnlyList<LiquidTag> Of(string source)
    {
        List<LiquidTag> tags = [];
        for (var at = Next(source, 0); at >= 0; at = Next(source, tags[^1].End))
        {
            var tag = Read(source, at);
            tags.Add(tag.Word is "raw" or "comment" ? tag with { End = EndOf(source, tag) } : tag);
        }

        return tags;
    }

    /// <summary>Describes a position as line and column, counted from one.</summary>
    public static string Place(string source, int position)
    {
        var before = source.AsSpan(0, Math.Clamp(position, 0, source.Length));
        return $"line {before.Count('\n') + 1}, column {before.Length - before.LastIndexOf('\n')}";
    }

    /// <summary>The first word of a tag: its name.</summary>
    public string Word => IsOutput ? "" : Inner.Split([' ', '\t', '\r', '\n'], 2)[0];

    /// <summary>What stands between the braces, with blanks for what is in quotes, so that every position stays.</summary>
    public string Unquoted
    {
        get
        {
            var text = new StringBuilder();
            for (var i = 0; i < Inner.Length; i++)
            {
                var past = AfterQuotes(Inner, i);
                if (past == i)
                {
                    text.Append(Inner[i]);
                }
                else
                {
                    text.Append(' ', past - i);
                    i = past - 1;
                }
            }

            return text.ToString();
        }
    }

    /// <summary>Cuts the inner text at each bar that is not in quotes.</summary>
    public IReadOnlyList<string> Pipes()
    {
        List<string> parts = [];
        var part = new StringBuilder();
        for (var i = 0; i < Inner.Length; i++)
        {
            var past = AfterQuotes(Inner, i);
            if (past == i && Inner[i] is '|')
            {
                parts.Add(part.ToString());
                part.Clear();
                continue;
            }

            past = Math.Max(past, i + 1);
            part.Append(Inner, i, past - i);
            i = past - 1;
        }

        parts.Add(part.ToString());
        return parts;
    }

    private static int Next(string source, int from)
    {
        for (var i = from; (i = source.IndexOf('{', i)) >= 0 && i + 1 < source.Length; i++)
        {
            if (source[i + 1] is '{' or '%')
            {
                return i;
            }
        }

        return -1;
    }

    private static LiquidTag Read(string source, int start)
    {
        var isOutput = source[start + 1] is '{';
        var close = isOutput ? "}}" : "%}";
        var end = start + 2;
        while (end < source.Length && string.CompareOrdinal(source, end, close, 0, 2) != 0)
        {
            end = Math.Max(AfterQuotes(source, end), end + 1);
        }

        var isClosed = end < source.Length;
        end = Math.Min(end, source.Length);
        return new LiquidTag(start, isClosed ? end + 2 : end, isOutput, source[(start + 2)..end].Trim('-').Trim());
    }

    /// <summary>Returns the position after the quoted text that begins here; the same position where none does.</summary>
    private static int AfterQuotes(string source, int at)
    {
        if (source[at] is not ('"' or '\''))
        {
            return at;
        }

        for (var i = at + 1; i < source.Length; i++)
        {
            if (source[i] is '\\')
            {
                i++;
            }
            else if (source[i] == source[at])
            {
                return i + 1;
            }
        }

        return at;
    }

    private static int EndOf(string source, LiquidTag block)
    {
        for (var at = Next(source, block.End); at >= 0; at = Next(source, at + 1))
        {
            if (source[at + 1] is '%' && Read(source, at) is { } tag && tag.Word == $"end{block.Word}")
            {
                return tag.End;
            }
        }

        return source.Length;
    }
}
