using System.Text.RegularExpressions;

namespace CampaignTasks.Domain.Tests.Conventions;

/// <summary>The places of types: a file each, in folders that depend on each other in one direction.</summary>
public sealed partial class LayoutTests
{
    /// <summary>Folders of a project that only compose the others: what is in them is known to no other folder.</summary>
    private static readonly string[] Composing =
    [
        "CampaignTasks.Application",
        "CampaignTasks.Api",
        "CampaignTasks.App",
        "CampaignTasks.Channels",
        "CampaignTasks.Storage",
    ];

    [Fact]
    public void Types_OfTheProduct_HaveAFileOfTheirName()
    {
        var findings =
            from file in SourceFiles.Under("functions", "*.cs")
            let types = TypeLine()
                .Matches(BlankedSource.Of(SourceFiles.Read(file)))
                .Select(match => match.Groups[1].Value)
                .Distinct()
                .ToList()
            let name = Path.GetFileNameWithoutExtension(file).Split('.')[0]
            where types.Count > 1 || (types is [var only] && only != name)
            select $"{file} declares {string.Join(", ", types)}";

        Assert.Empty(findings);
    }

    [Fact]
    public void Folders_OfAProject_DependOnEachOtherInOneDirection()
    {
        var cycles = SourceFiles
            .Under("functions", "*.cs")
            .GroupBy(file => file.Split('/')[1])
            .Select(project => CycleOf(Dependencies(project)))
            .OfType<string>();

        Assert.Empty(cycles);
    }

    [Fact]
    public void Cycle_BetweenFolders_IsFound() =>
        Assert.Equal(
            "a → b → c → a",
            CycleOf(
                new Dictionary<string, HashSet<string>>
                {
                    ["a"] = ["b"],
                    ["b"] = ["c"],
                    ["c"] = ["a"],
                    ["d"] = ["a"],
                }
            )
        );

    [Fact]
    public void Chain_OfFolders_IsNoCycle() =>
        Assert.Null(
            CycleOf(
                new Dictionary<string, HashSet<string>>
                {
                    ["a"] = ["b", "c"],
                    ["b"] = ["c"],
                    ["c"] = [],
                }
            )
        );

    [Fact]
    public void Composition_IsKnownToNoFolder()
    {
        var findings =
            from file in SourceFiles.Under("functions", "*.cs")
            let text = SourceFiles.Read(file)
            let folder = NamespaceLine().Match(text).Groups[1].Value
            from root in Composing
            where folder.StartsWith(root + ".", StringComparison.Ordinal)
            from name in SourceFiles
                .Under($"functions/{root.Split('.')[1]}", "*.cs")
                .Where(one => one.Split('/').Length is 3)
                .Select(one => Path.GetFileNameWithoutExtension(one))
            where name is not ("Program" or "Log" or "StorageErrors") && Regex.IsMatch(BlankedSource.Of(text), $@"\b{name}\b")
            select $"{file} knows {root}.{name}";

        Assert.Empty(findings);
    }

    [Fact]
    public void Lines_Everywhere_FitTheScreen()
    {
        var findings =
            from file in SourceFiles.CSharp()
            let lines = SourceFiles.Read(file).Split('\n')
            let code = BlankedSource.Of(SourceFiles.Read(file)).Split('\n')
            from line in Enumerable.Range(0, lines.Length)

            // A long text is not cut for its length: what counts is the code around it, and comments.
            let columns = lines[line].AsSpan().TrimStart().StartsWith("//", StringComparison.Ordinal)
                ? lines[line].Length
                : Columns(lines[line], code[line])
            where columns > 140
            select $"{file}({line + 1}) has {columns} columns";

        Assert.Empty(findings);
    }

    /// <summary>The columns of a line without those of its texts, which are blank in the code.</summary>
    private static int Columns(string line, string code) => line.Length - line.Zip(code).Count(pair => pair.First != pair.Second);

    /// <summary>The folders that each folder of a project uses.</summary>
    private static Dictionary<string, HashSet<string>> Dependencies(IEnumerable<string> files)
    {
        Dictionary<string, HashSet<string>> uses = [];
        foreach (var text in files.Select(SourceFiles.Read))
        {
            if (NamespaceLine().Match(text) is not { Success: true, Groups: [_, { Value: var folder }] })
            {
                continue;
            }

            var used = uses.TryGetValue(folder, out var known) ? known : uses[folder] = [];
            var project = string.Join('.', folder.Split('.').Take(2));
            used.UnionWith(
                UsingLine()
                    .Matches(text)
                    .Select(match => match.Groups[1].Value)
                    .Where(other => other != folder && (other == project || other.StartsWith(project + ".", StringComparison.Ordinal)))
            );
        }

        return uses;
    }

    /// <summary>A way through folders that comes back to where it began; null when there is none.</summary>
    private static string? CycleOf(Dictionary<string, HashSet<string>> uses)
    {
        HashSet<string> done = [];
        List<string> way = [];
        return uses.Keys.Select(Visit).OfType<string>().FirstOrDefault();

        string? Visit(string folder)
        {
            if (way.IndexOf(folder) is var start and >= 0)
            {
                return string.Join(" → ", way[start..].Append(folder));
            }

            if (!done.Add(folder))
            {
                return null;
            }

            way.Add(folder);
            var cycle = uses.GetValueOrDefault(folder, []).Select(Visit).OfType<string>().FirstOrDefault();
            way.RemoveAt(way.Count - 1);
            return cycle;
        }
    }

    [GeneratedRegex(
        @"^(?:(?:public|internal|sealed|static|abstract|readonly|partial|file) )+(?:record struct|record|class|struct|interface|enum|delegate [\w<>?\[\]]+) (\w+)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant
    )]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^using (?:static |\w+ = )?(CampaignTasks[\w.]*);", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex UsingLine();
}
