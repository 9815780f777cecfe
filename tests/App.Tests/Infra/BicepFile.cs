using System.Text.RegularExpressions;

namespace CampaignTasks.App.Tests.Infra;

/// <summary>As much of a Bicep file as its structure needs: declarations, what they refer to, and that brackets and quotes close.</summary>
internal sealed partial class BicepFile
{
    private BicepFile(string path, string text)
    {
        Path = path;
        Text = Comment().Replace(text, "");
        Parameters = Parameter().Matches(Text).Select(match => (match.Groups["name"].Value, match.Groups["default"].Success, match.Groups["secure"].Success)).ToList();
        Variables = Variable().Matches(Text).Select(match => match.Groups["name"].Value).ToList();
        Outputs = Output().Matches(Text).Select(match => match.Groups["name"].Value).ToList();
        Resources = Resource().Matches(Text).Select(match => (match.Groups["name"].Value, match.Groups["type"].Value)).ToList();
        Modules = Module().Matches(Text).Select(match => new BicepModule(
            match.Groups["name"].Value,
            match.Groups["path"].Value,
            Assignment().Matches(match.Groups["params"].Value).Select(one => one.Groups["name"].Value).ToList())).ToList();
    }

    public string Path { get; }

    public string Text { get; }

    public IReadOnlyList<(string Name, bool HasDefault, bool IsSecure)> Parameters { get; }

    public IReadOnlyList<string> Variables { get; }

    public IReadOnlyList<string> Outputs { get; }

    public IReadOnlyList<(string Name, string Type)> Resources { get; }

    public IReadOnlyList<BicepModule> Modules { get; }

    public static BicepFile Read(string path) => new(path, File.ReadAllText(path));

    /// <summary>How often a name is spoken of besides its declaration.</summary>
    public int Uses(string name) => Regex.Count(Text, $@"(?<![\w.'-]){name}(?!\w|\s*:(?!\s*$))|\bin {name}\b", RegexOptions.Multiline) - 1;

    /// <summary>What does not close; null when all does. Inside a string only <c>${…}</c> counts.</summary>
    public string? Unclosed()
    {
        var open = new Stack<(char Kind, int Line)>();
        var line = 1;
        for (var i = 0; i < Text.Length; i++)
        {
            line += Text[i] is '\n' ? 1 : 0;
            var inText = open.Count > 0 && open.Peek().Kind is '\'';
            switch (Text[i])
            {
                case '\\' when inText:
                    i++;
                    break;
                case '\'' when inText:
                    open.Pop();
                    break;
                case '\n' when inText:
                    return $"a string in line {line - 1}";
                case '$' when inText && Text[i + 1] is '{':
                    open.Push(('{', line));
                    i++;
                    break;
                case var _ when inText:
                    break;
                case '\'' or '{' or '[' or '(':
                    open.Push((Text[i], line));
                    break;
                case '}' or ']' or ')' when open.Count == 0 || open.Pop().Kind != Text[i] switch { '}' => '{', ']' => '[', _ => '(' }:
                    return $"'{Text[i]}' in line {line}";
            }
        }

        return open.Count == 0 ? null : $"'{open.Peek().Kind}' of line {open.Peek().Line}";
    }

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<secure>@secure\(\)\s*\n(@\w+\(.*\)\s*\n)*)?^param (?<name>\w+) \w+(?<default> =.*)?$", RegexOptions.Multiline)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^var (?<name>\w+) =", RegexOptions.Multiline)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^output (?<name>\w+) \w+ =", RegexOptions.Multiline)]
    private static partial Regex Output();

    [GeneratedRegex(@"^\s*resource (?<name>\w+) '(?<type>[\w./]+)(@[\w-]+)?'", RegexOptions.Multiline)]
    private static partial Regex Resource();

    [GeneratedRegex(@"^module (?<name>\w+) '(?<path>[^']+)' = \{\n.*?\n  params: \{\n(?<params>.*?)\n  \}\n\}", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Module();

    [GeneratedRegex(@"^    (?<name>\w+):", RegexOptions.Multiline)]
    private static partial Regex Assignment();
}

/// <summary>A module that a file uses.</summary>
internal sealed record BicepModule(string Name, string Path, IReadOnlyList<string> Parameters);
