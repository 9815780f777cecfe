namespace CampaignTasks.Domain.Tests.Conventions;

/// <summary>
/// Source text with comments, directives and texts as blanks, so that no brace in them counts. Line breaks and length stay.
/// </summary>
internal static class BlankedSource
{
    public static string Of(string source)
    {
        var code = source.ToCharArray();
        for (var i = 0; i < code.Length; i++)
        {
            var end = EndOf(source, i);
            for (var k = i; k < end; k++)
            {
                code[k] = source[k] is '\n' ? '\n' : ' ';
            }

            i = Math.Max(i, end - 1);
        }

        return new string(code);
    }

    /// <summary>Where the comment, directive or text ends that begins here; here itself when none begins.</summary>
    private static int EndOf(string source, int at) =>
        source.AsSpan(at) switch
        {
            ['/', '/', ..] => Behind(source, "\n", at) - 1,
            ['/', '*', ..] => Behind(source, "*/", at + 2),
            ['#', ..] when at is 0 || source[at - 1] is '\n' => Behind(source, "\n", at) - 1,
            ['\'', ..] => CharacterEnd(source, at + 1),
            ['"' or '$' or '@', ..] => TextEnd(source, at),
            _ => at,
        };

    private static int TextEnd(string source, int at)
    {
        var start = at;
        while (start < source.Length && source[start] is '$' or '@')
        {
            start++;
        }

        var quotes = 0;
        while (start + quotes < source.Length && source[start + quotes] is '"')
        {
            quotes++;
        }

        var prefix = source[at..start];
        return quotes switch
        {
            0 => at,
            2 => start + 2,
            >= 3 => Behind(source, new string('"', quotes), start + quotes),
            _ => QuotedEnd(
                source,
                start + 1,
                isVerbatim: prefix.Contains('@', StringComparison.Ordinal),
                hasHoles: prefix.Contains('$', StringComparison.Ordinal)
            ),
        };
    }

    private static int QuotedEnd(string source, int from, bool isVerbatim, bool hasHoles)
    {
        for (var i = from; i < source.Length; i++)
        {
            switch (source.AsSpan(i))
            {
                case ['\\', ..] when !isVerbatim:
                case ['"', '"', ..] when isVerbatim:
                case ['{', '{', ..] when hasHoles:
                    i++;
                    break;
                case ['{', ..] when hasHoles:
                    i = HoleEnd(source, i + 1);
                    break;
                case ['"', ..]:
                    return i + 1;
            }
        }

        return source.Length;
    }

    /// <summary>The brace that closes a hole, in which texts may stand again.</summary>
    private static int HoleEnd(string source, int from)
    {
        var depth = 1;
        for (var i = from; i < source.Length; i++)
        {
            var end = EndOf(source, i);
            if (end > i)
            {
                i = end - 1;
                continue;
            }

            depth += source[i] switch
            {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            if (depth is 0)
            {
                return i;
            }
        }

        return source.Length;
    }

    private static int CharacterEnd(string source, int from) => Behind(source, "'", source[from] is '\\' ? from + 2 : from + 1);

    private static int Behind(string source, string mark, int from)
    {
        var found = source.IndexOf(mark, from, StringComparison.Ordinal);
        return found < 0 ? source.Length : found + mark.Length;
    }
}
