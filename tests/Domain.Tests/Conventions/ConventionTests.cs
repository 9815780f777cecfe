using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CampaignTasks.Domain.Tests.Conventions;

/// <summary>The rules of the house that a compiler does not check.</summary>
public sealed partial class ConventionTests
{
    private const int LongestFile = 300;
    private const int LongestFunction = 60;

    private static readonly string[] ForbiddenRooms = ["Common", "Models", "Helpers", "Services", "Utils", "Extensions", "Interfaces"];

    /// <summary>Who may know whom; a project may leave a neighbour out but not add one.</summary>
    private static readonly Dictionary<string, string[]> Neighbours = new()
    {
        ["Domain"] = [],
        ["Application"] = ["Domain"],
        ["Storage"] = ["Domain"],
        ["Channels"] = ["Domain"],
        ["Api"] = ["Application", "Storage", "Channels", "Domain"],
        ["App"] = ["Api", "Storage", "Channels", "Domain"],
        ["Worker"] = ["Api"],
        ["Testing"] = ["Domain"],
        ["Domain.Tests"] = ["Domain", "Testing"],
        ["Application.Tests"] = ["Application", "Storage", "Testing"],
        ["Api.Tests"] = ["Api", "Testing"],
        ["Storage.Tests"] = ["Storage", "Domain", "Testing"],
        ["Channels.Tests"] = ["Channels", "Domain", "Testing"],
        ["Simulation"] = ["Api", "Testing"],
        ["App.Tests"] = ["App", "Api", "Api.Tests", "Storage", "Channels", "Domain", "Testing"],
        ["Worker.Tests"] = ["Worker", "Api", "Storage", "Testing"],
        ["Benchmarks"] = ["App", "Api", "Storage", "Channels", "Domain", "Testing", "Worker.Tests"],
    };

    [Fact]
    public void Files_Everywhere_AreShort() =>
        None(
            SourceFiles
                .CSharp()
                .Select(file => (file, Lines: SourceFiles.Read(file).AsSpan().TrimEnd().Count('\n') + 1))
                .Where(f => f.Lines > LongestFile)
                .Select(f => $"{f.file} has {f.Lines} lines: split it by idea.")
        );

    [Fact]
    public void Functions_Everywhere_AreShort() =>
        None(
            SourceFiles
                .CSharp()
                .SelectMany(file => FunctionScanner.Functions(SourceFiles.Read(file)).Select(f => (file, f)))
                .Where(found => found.f.Lines > LongestFunction)
                .Select(found => $"{found.file}({found.f.Line}): {found.f.Name} has {found.f.Lines} lines.")
        );

    [Fact]
    public void Folders_Everywhere_SayWhatTheyAreFor() =>
        Assert.DoesNotContain(SourceFiles.CSharp(), file =>
            file.Split('/').Any(part => ForbiddenRooms.Contains(part, StringComparer.OrdinalIgnoreCase))
        );

    [Fact]
    public void Namespaces_Everywhere_AreTheFolders() =>
        None(
            from file in SourceFiles.CSharp()
            let declared = NamespaceLine().Match(SourceFiles.Read(file))
            where declared.Success && declared.Groups[1].Value != $"CampaignTasks.{string.Join('.', file.Split('/')[1..^1])}"
            select $"{file} declares {declared.Groups[1].Value}"
        );

    [Fact]
    public void Projects_Everywhere_KnowOnlyTheirNeighbours() =>
        None(
            from project in SourceFiles.Under("functions", "*.csproj").Concat(SourceFiles.Under("tests", "*.csproj"))
            let name = Path.GetFileNameWithoutExtension(project)
            from reference in XDocument.Parse(SourceFiles.Read(project)).Descendants("ProjectReference")
            let neighbour = Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/'))
            where !Neighbours.TryGetValue(name, out var allowed) || !allowed.Contains(neighbour)
            select $"{name} must not know {neighbour}"
        );

    [Fact]
    public void Versions_Everywhere_AreCentral() =>
        None(
            from project in SourceFiles.Under("functions", "*.csproj").Concat(SourceFiles.Under("tests", "*.csproj"))
            from package in XDocument.Parse(SourceFiles.Read(project)).Descendants("PackageReference")
            where package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null
            select $"{project} pins {(string)package.Attribute("Include")!}: the version belongs in Directory.Packages.props"
        );

    [Fact]
    public void Product_Everywhere_LeavesConfigureAwaitOut() =>
        Assert.DoesNotContain(SourceFiles.Under("functions", "*.cs"), file =>
            SourceFiles.Read(file).Contains(".ConfigureAwait(", StringComparison.Ordinal)
        );

    /// <summary>Fails with every finding, where the runner's own words would show the first.</summary>
    private static void None(IEnumerable<string> findings)
    {
        var all = findings.ToList();
        if (all.Count > 0)
        {
            Assert.Fail(string.Join('\n', all));
        }
    }

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex NamespaceLine();
}
