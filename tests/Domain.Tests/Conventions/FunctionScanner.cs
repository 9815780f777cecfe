namespace CampaignTasks.Domain.Tests.Conventions;

/// <summary>A function that was found: its name, the line of its header, and its lines from there to the end of its body.</summary>
internal sealed record FoundFunction(string Name, int Line, int Lines);

/// <summary>
/// Finds methods, constructors and local functions by their braces. Texts and comments are blanked first, so that no brace in them counts.
/// Not a parser: an expression-bodied member counts when it is followed to its semicolon, everything else needs a body in braces.
/// </summary>
internal static class FunctionScanner
{
    private static readonly HashSet<string> NotNames =
    [
        "if",
        "for",
        "foreach",
        "while",
        "switch",
        "using",
        "lock",
        "fixed",
        "catch",
        "when",
        "nameof",
        "typeof",
        "await",
        "return",
        "new",
        "base",
        "this",
        "not",
        "and",
        "or",
        "is",
    ];

    public static IEnumerable<FoundFunction> Functions(string source)
    {
        var code = BlankedSource.Of(source);
        for (var i = 0; i < code.Length; i++)
        {
            if (code[i] is not '(' || NameBefore(code, i) is not { } name || Match(code, i, '(', ')') is not { } close)
            {
                continue;
            }

            var body = BodyAfter(code, close + 1);
            if (body is { } end)
            {
                var line = code.AsSpan(0, i).Count('\n') + 1;
                yield return new FoundFunction(name, line, code.AsSpan(i, end - i).Count('\n') + 1);
            }
        }
    }

    /// <summary>
    /// The identifier before an opening parenthesis when it stands where a declared name stands: behind a type or modifier.
    /// </summary>
    private static string? NameBefore(string code, int open)
    {
        var end = open;
        if (end > 0 && code[end - 1] is '>')
        {
            end = code.LastIndexOf('<', end - 1);
        }

        var start = end;
        while (start > 0 && (char.IsLetterOrDigit(code[start - 1]) || code[start - 1] is '_'))
        {
            start--;
        }

        if (start >= end || start <= 0 || NotNames.Contains(code[start..end]))
        {
            return null;
        }

        var before = start - 1;
        while (before > 0 && code[before] is ' ')
        {
            before--;
        }

        var word = WordEndingAt(code, before);
        var followsType = before < start - 1 && (char.IsLetterOrDigit(code[before]) || code[before] is '_' or '>' or '?' or ']' or ')');
        return followsType && !NotNames.Contains(word) && word is not ("class" or "record" or "struct") ? code[start..end] : null;
    }

    private static string WordEndingAt(string code, int last)
    {
        var start = last;
        while (start >= 0 && (char.IsLetterOrDigit(code[start]) || code[start] is '_'))
        {
            start--;
        }

        return code[(start + 1)..(last + 1)];
    }

    /// <summary>Where a body that begins behind a parameter list ends; null when none begins there.</summary>
    private static int? BodyAfter(string code, int from)
    {
        // Constraints and constructor initializers stand between the list and the body, without braces or semicolons.
        for (var i = from; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '{':
                    return Match(code, i, '{', '}');
                case '=' when i + 1 < code.Length && code[i + 1] is '>':
                    return ExpressionEnd(code, i + 2);
                case ';' or '=' or ')' or ',' or '.' or '}' or '?' or '&' or '|' or '+' or '-' or '!' or '[':
                    return null;
                case '(':
                    i = Match(code, i, '(', ')') ?? code.Length;
                    break;
            }
        }

        return null;
    }

    private static int? ExpressionEnd(string code, int from)
    {
        var depth = 0;
        for (var i = from; i < code.Length; i++)
        {
            depth += code[i] switch
            {
                '(' or '{' or '[' => 1,
                ')' or '}' or ']' => -1,
                _ => 0,
            };
            if (depth < 0 || (depth is 0 && code[i] is ';'))
            {
                return i;
            }
        }

        return null;
    }

    private static int? Match(string code, int at, char open, char close)
    {
        var depth = 0;
        for (var i = at; i < code.Length; i++)
        {
            depth +=
                code[i] == open ? 1
                : code[i] == close ? -1
                : 0;
            if (depth is 0)
            {
                return i;
            }
        }

        return null;
    }
}
