using System.Text.Json.Nodes;
using CampaignTasks.App.Functions;
using CampaignTasks.App.Tests.Http;
using CampaignTasks.Testing;
using Microsoft.AspNetCore.Routing;

namespace CampaignTasks.App.Tests.Functions;

public sealed class ManifestTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("campaign-tasks-manifest-");

    [Fact]
    public void Functions_AreTheApprovedOnes() =>
        Snapshot.Matches(string.Concat(FunctionCatalog.All.Select(function => $"{function.Name}/function.json\n{Manifest.Json(function)}\n")), "functions.approved.txt");

    [Fact]
    public void Write_LeavesAFolderForEachFunction_AndNoStaleOne()
    {
        Directory.CreateDirectory(Path.Combine(_root.FullName, "Gone"));
        File.WriteAllText(Path.Combine(_root.FullName, "Gone", "function.json"), "{}");
        Directory.CreateDirectory(Path.Combine(_root.FullName, "wwwroot"));

        Manifest.Write(_root.FullName);
        Manifest.Write(_root.FullName);

        Assert.Equal(
            FunctionCatalog.All.Select(function => function.Name).Append("wwwroot").Order(StringComparer.Ordinal),
            _root.EnumerateDirectories().Select(folder => folder.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void HttpFunctions_HaveOneInputAndOneOutput_SoThatRequestsArePassedThrough() =>
        Assert.All(FunctionCatalog.All.OfType<Function.Http>(), function =>
            Assert.Equal(["httpTrigger", "http"], Bindings(function).Select(binding => binding!["type"]!.GetValue<string>())));

    [Fact]
    public async Task HttpFunctions_CoverEveryEndpoint_AndNoneIsStale()
    {
        await using var api = await Api.StartAsync();
        var paths = api.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/')).ToList();
        var functions = FunctionCatalog.All.OfType<Function.Http>().Select(function => $"api/{function.Route.Replace("{*path}", "", StringComparison.Ordinal)}").ToList();

        Assert.All(paths.Where(path => path.Length > 0), path => Assert.Contains(functions, prefix => path.StartsWith(prefix, StringComparison.Ordinal)));
        Assert.All(functions, prefix => Assert.Contains(paths, path => path.StartsWith(prefix, StringComparison.Ordinal)));
    }

    [Fact]
    public void HostJson_PassesRequestsThrough_UnderTheCatalogsPrefix()
    {
        var host = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository(), "host.json")))!;

        Assert.Equal("api", host["extensions"]!["http"]!["routePrefix"]!.GetValue<string>());
        Assert.True(host["customHandler"]!["enableProxyingHttpRequest"]!.GetValue<bool>());
        Assert.True(host["customHandler"]!["enableForwardingHttpRequest"]!.GetValue<bool>());
        Assert.Equal("CampaignTasks.App", host["customHandler"]!["description"]!["defaultExecutablePath"]!.GetValue<string>());
        Assert.Equal("[4.*, 5.0.0)", host["extensionBundle"]!["version"]!.GetValue<string>());
    }

    public void Dispose() => _root.Delete(recursive: true);

    /// <summary>The folder of the solution.</summary>
    internal static string Repository()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Serverless.sln")))
        {
            at = at.Parent!;
        }

        return at.FullName;
    }

    private static JsonArray Bindings(Function function) => JsonNode.Parse(Manifest.Json(function))!["bindings"]!.AsArray();
}
