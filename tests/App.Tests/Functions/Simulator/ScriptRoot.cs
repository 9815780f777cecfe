using System.Text.Json.Nodes;
using CampaignTasks.App.Functions;

namespace CampaignTasks.App.Tests.Functions.Simulator;

/// <summary>The folder a Functions host is given: host.json, a folder for each function, and the handler.</summary>
internal sealed class ScriptRoot : IDisposable
{
    /// <summary>Names a published root that is to be used; it is left as it is.</summary>
    private const string Published = "CAMPAIGN_TASKS_SCRIPT_ROOT";

    private static readonly string[] Known = ["httpTrigger", "http", "orchestrationTrigger", "activityTrigger", "timerTrigger", "queueTrigger", "durableClient"];

    private readonly JsonNode _host;
    private readonly bool _isOurs;

    private ScriptRoot(DirectoryInfo folder, bool isOurs)
    {
        _isOurs = isOurs;
        Folder = folder.FullName;
        _host = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "host.json")))!;
        Functions = [.. folder.EnumerateDirectories().Where(one => File.Exists(Path.Combine(one.FullName, "function.json"))).Select(Read)];
    }

    public string Folder { get; }

    public IReadOnlyList<HostedFunction> Functions { get; }

    /// <summary>What the public's routes begin with.</summary>
    public string RoutePrefix => (string)_host["extensions"]!["http"]!["routePrefix"]!;

    /// <summary>The handler, looked for in the folder first.</summary>
    public string Executable => Path.Combine(Folder, (string)_host["customHandler"]!["description"]!["defaultExecutablePath"]!);

    /// <summary>How often a queue's message is tried.</summary>
    public int MaxDequeueCount => (int?)_host["extensions"]!["queues"]?["maxDequeueCount"] ?? 5;

    /// <summary>The published root that the environment names; without one a root of the app as it was built, written by what publishing runs.</summary>
    public static ScriptRoot Stage()
    {
        if (Environment.GetEnvironmentVariable(Published) is { Length: > 0 } published)
        {
            return new(new(published), isOurs: false);
        }

        var folder = Directory.CreateTempSubdirectory("campaign-tasks-root-");
        CopyApp(folder);
        return Describe(folder);
    }

    /// <summary>A root without a handler.</summary>
    public static ScriptRoot StageFunctions() => Describe(Directory.CreateTempSubdirectory("campaign-tasks-root-"));

    private static void CopyApp(DirectoryInfo folder)
    {
        var built = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "App", new DirectoryInfo(AppContext.BaseDirectory).Name));
        foreach (var file in Directory.EnumerateFiles(built))
        {
            File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
        }
    }

    private static ScriptRoot Describe(DirectoryInfo folder)
    {
        File.Copy(Path.Combine(ManifestTests.Repository(), "host.json"), Path.Combine(folder.FullName, "host.json"), overwrite: true);
        Manifest.Write(folder.FullName);
        return new(folder, isOurs: true);
    }

    public void Dispose()
    {
        if (_isOurs)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static HostedFunction Read(DirectoryInfo folder)
    {
        var bindings = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.FullName, "function.json")))!["bindings"]!.AsArray();
        var unknown = bindings.Select(binding => (string)binding!["type"]!).Except(Known, StringComparer.Ordinal);
        Assert.Empty(unknown);
        return new(folder.Name, bindings);
    }
}

/// <summary>A function as its function.json has it.</summary>
internal sealed record HostedFunction(string Name, JsonArray Bindings)
{
    public JsonNode Trigger => Bindings.Single(binding => ((string)binding!["type"]!).EndsWith("Trigger", StringComparison.Ordinal))!;

    public string TriggerType => (string)Trigger["type"]!;

    public string TriggerName => (string)Trigger["name"]!;

    public string? ClientName => (string?)Bindings.FirstOrDefault(binding => (string)binding!["type"]! == "durableClient")?["name"];

    public bool RunsOnStartup => (bool?)Trigger["runOnStartup"] ?? false;

    /// <summary>Whether requests pass through as they are.</summary>
    public bool IsPassedThrough => Bindings.Select(binding => (string)binding!["type"]!).SequenceEqual(["httpTrigger", "http"]);
}
