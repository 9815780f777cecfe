using System.Text;

namespace CampaignTasks.Domain.Creatives;

/// <summary>
/// A text with variables: <c>{{name}}</c> or <c>{{name|fallback}}</c>, blanks around the name and the fallback are ignored; the fallback
/// stands for a value that is missing or empty. <c>{{{{</c> writes a literal <c>{{</c>; a <c>}}</c> outside a variable is itself. Parsed
/// once, rendered for every recipient. Thread-safe.
/// </summary>
public sealed class Template
{
    private readonly IReadOnlyList<Part> _parts;

    private Template(IReadOnlyList<Part> parts) => _parts = parts;

    /// <summary>The names of the variables, in the order of their first use.</summary>
    public IEnumerable<string> Variables => _parts.Where(p => p.Name is not null).Select(p => p.Name!).Distinct(StringComparer.Ordinal);

    /// <summary>Parses a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="known">The variables that every recipient has; one that is not known needs a fallback.</param>
    /// <param name="fault">Called for each fault with its words: what, where, how to mend it.</param>
    /// <returns>The template, or null when there was a fault.</returns>
    public static Template? Parse(string text, IReadOnlyList<string> known, Action<string> fault)
    {
        List<Part> parts = [];
        var (at, faults) = (0, 0);
        while (at < text.Length)
        {
            var open = text.IndexOf("{{", at, StringComparison.Ordinal);
            if (open < 0)
            {
                parts.Add(new Part(text[at..], null));
                break;
            }

            if (open > at)
            {
                parts.Add(new Part(text[at..open], null));
            }

            if (text.AsSpan(open).StartsWith("{{{{"))
            {
                parts.Add(new Part("{{", null));
                at = open + 4;
                continue;
            }

            var close = text.IndexOf("}}", open + 2, StringComparison.Ordinal);
            if (close < 0)
            {
                fault(
                    $"The braces opened at {Place(text, open)} are not closed: write {{{{name}}}} or {{{{name|fallback}}}}, or {{{{{{{{ for the braces themselves."
                );
                return null;
            }

            var part = Variable(text.AsSpan(open + 2, close - open - 2));
            if (FaultOf(part, known) is { } words)
            {
                faults++;
                fault($"{words} (at {Place(text, open)})");
            }

            parts.Add(part);
            at = close + 2;
        }

        return faults == 0 ? new Template(parts) : null;
    }

    /// <summary>Fills in the variables.</summary>
    /// <param name="value">The value of a variable; null or empty when the recipient has none.</param>
    /// <param name="encode">Makes a value or fallback safe for where it goes; null leaves it as it is.</param>
    public string Render(Func<string, string?> value, Func<string, string>? encode = null)
    {
        if (_parts is [{ Name: null } only])
        {
            return only.Text;
        }

        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            if (part.Name is null)
            {
                text.Append(part.Text);
                continue;
            }

            var filled = value(part.Name) is { Length: > 0 } known ? known : part.Text;
            text.Append(encode is null ? filled : encode(filled));
        }

        return text.ToString();
    }

    private static Part Variable(ReadOnlySpan<char> inside)
    {
        var bar = inside.IndexOf('|');
        var name = (bar < 0 ? inside : inside[..bar]).Trim().ToString();
        return new Part(bar < 0 ? "" : inside[(bar + 1)..].Trim().ToString(), name, HasFallback: bar >= 0);
    }

    private static string? FaultOf(Part part, IReadOnlyList<string> known)
    {
        if (!IsName(part.Name!))
        {
            return $"'{Short(part.Name!)}' is not a variable's name: begin with a letter and go on with letters, digits, underscores or dots.";
        }

        if (part.Text.Contains("{{", StringComparison.Ordinal))
        {
            return $"The fallback of '{Short(part.Name!)}' holds braces: close the variable with }}}} first, and write a fallback without variables.";
        }

        return part.HasFallback || known.Contains(part.Name!, StringComparer.Ordinal)
            ? null
            : $"The variable '{Short(part.Name!)}' is not known and has no fallback: write {{{{{Short(part.Name!)}|fallback}}}}, or use one of: {string.Join(", ", known)}.";
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 64 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.');

    private static string Short(string text) => text.Length <= 40 ? text : $"{text[..40]}…";

    private static string Place(string text, int position)
    {
        var before = text.AsSpan(0, position);
        return $"line {before.Count('\n') + 1}, column {position - before.LastIndexOf('\n')}";
    }

    /// <summary>A piece of text, or a variable with its fallback as the text.</summary>
    private readonly record struct Part(string Text, string? Name, bool HasFallback = false);
}
