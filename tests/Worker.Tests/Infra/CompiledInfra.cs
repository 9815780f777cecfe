using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;

namespace CampaignTasks.Worker.Tests.Infra;

/// <summary>The infrastructure as Azure's own compiler makes one template of it; it knows every resource type's properties.</summary>
public sealed class CompiledInfra : IAsyncLifetime
{
    internal static readonly string Repository = Above(AppContext.BaseDirectory);

    internal static readonly string Folder = Path.Combine(Repository, "infra");

    /// <summary>What the compiler has to say; empty when it is content.</summary>
    internal string Complaints { get; private set; } = "";

    internal JsonNode Main { get; private set; } = null!;

    /// <summary>The templates of the modules, by name.</summary>
    internal IReadOnlyDictionary<string, JsonNode> Modules { get; private set; } = null!;

    /// <summary>All resources of all modules.</summary>
    internal IEnumerable<JsonNode> Resources =>
        Modules.Values.SelectMany(module => module["resources"]!.AsArray()).Select(resource => resource!);

    public async Task InitializeAsync()
    {
        var compiler = typeof(CompiledInfra)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(one => one.Key is "BicepCompiler")
            .Value!;
        if (!OperatingSystem.IsWindows())
        {
            // Packages do not keep the execute bit.
            File.SetUnixFileMode(compiler, File.GetUnixFileMode(compiler) | UnixFileMode.UserExecute);
        }

        using var build = Process.Start(
            new ProcessStartInfo(compiler, ["build", Path.Combine(Folder, "main.bicep"), "--stdout"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var complaints = build.StandardError.ReadToEndAsync();
        var template = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        Complaints = await complaints;
        Assert.True(build.ExitCode is 0, Complaints);
        Main = JsonNode.Parse(template)!;
        Modules = Main["resources"]!
            .AsArray()
            .Where(resource => (string)resource!["type"]! == "Microsoft.Resources/deployments")
            .ToDictionary(module => (string)module!["name"]!, module => module!["properties"]!["template"]!);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>The one resource of a type, or the one of several that has a condition of this kind.</summary>
    internal JsonNode Resource(string type, string? condition = null) =>
        Resources.Single(resource =>
            (string)resource["type"]! == type && (condition is null || (string?)resource["condition"] == condition)
        );

    private static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "Serverless.sln")) ? folder : Above(Path.GetDirectoryName(folder)!);
}
