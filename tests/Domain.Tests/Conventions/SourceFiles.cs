namespace CampaignTasks.Domain.Tests.Conventions;

/// <summary>The files people wrote, found from the solution down.</summary>
internal static class SourceFiles
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Hand-written C# of product and tests, by path from the root with forward slashes.</summary>
    public static IEnumerable<string> CSharp() => Under("functions", "*.cs").Concat(Under("tests", "*.cs"));

    public static IEnumerable<string> Under(string folder, string pattern) =>
        Directory
            .EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "obj" or "bin" or "artifacts" or "node_modules"));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Serverless.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new InvalidOperationException("Serverless.sln is not above the tests: run them from the repository.");
    }
}
