using System.Text.RegularExpressions;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.App.Tests.EndToEnd;
using CampaignTasks.App.Tests.Operations;
using Microsoft.AspNetCore.Routing;

namespace CampaignTasks.App.Tests.Hostile;

/// <summary>Whatever comes in: a precise refusal, nothing of our insides in it, and nothing stored.</summary>
public sealed partial class HostileInputTests(HostileSite site) : IClassFixture<HostileSite>
{
    [Fact]
    public async Task EveryRow_IsRefusedPrecisely_AndNothingIsStored()
    {
        var before = await site.ReadAsync();
        List<string> faults = [];

        foreach (var row in HostileTable.All)
        {
            var answer = await site.SendAsync(row);
            faults.AddRange(
                Refusals
                    .FaultsOf(row, answer, site.Fill(row.Field ?? ""))
                    .Select(fault => $"{row}\n    {fault}\n    {answer.Status} {answer.Body}")
            );
        }

        var after = await site.ReadAsync();
        faults.AddRange(
            before
                .Where(part => part.Value != after[part.Key])
                .Select(part => $"{part.Key} was changed:\n    {part.Value}\n    {after[part.Key]}")
        );
        faults.AddRange(site.App.Output.Split('\n').Where(line => line.Contains("fail:", StringComparison.Ordinal)));
        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join('\n', faults)}");
    }

    [Fact]
    public void Table_IsLargeAndNamesEachRowOnce()
    {
        Assert.True(HostileTable.All.Count >= 150);
        Assert.Equal(
            HostileTable.All.Count,
            HostileTable.All.Select(row => (row.ToString(), row.Key, row.Type, row.Length)).Distinct().Count()
        );
    }

    [Fact]
    public async Task EveryOperation_OfTheDocument_HasARow()
    {
        using var reader = site.Client("key");

        var document = await reader.GetAsync("/api/openapi.json");

        string[] operations =
        [
            .. document["paths"]!
                .AsObject()
                .SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}")),
        ];
        Assert.Empty(operations.Except(Covered(operations)));
    }

    [Fact]
    public async Task EveryRoute_BesideTheDocument_HasARow()
    {
        await using var api = await TestApi.StartAsync();
        await using var operations = await ManagedHub.StartAsync(key: null);

        string[] routes = [.. Routes(api.Get<EndpointDataSource>()), .. Routes(operations.Get<EndpointDataSource>())];

        Assert.True(routes.Length > 75);
        Assert.Empty(routes.Except(Covered(routes)));
    }

    private static IEnumerable<string> Routes(EndpointDataSource source) =>
        source
            .Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint =>
                (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Select(method =>
                    $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}"
                )
            );

    /// <summary>The operations that rows reach: of those that fit a row's path, the one with the fewest parameters.</summary>
    private static IEnumerable<string> Covered(string[] operations) =>
        HostileTable
            .All.Select(row =>
                operations
                    .Where(operation => Fits(operation, row))
                    .OrderBy(operation => operation.Count(letter => letter is '{'))
                    .FirstOrDefault()
            )
            .OfType<string>();

    private static bool Fits(string operation, Row row)
    {
        var (method, path) = (operation.Split(' ')[0], operation.Split(' ')[1]);
        var pattern = Parameter()
            .Replace(Regex.Escape(path).Replace("\\{", "{", StringComparison.Ordinal), match =>
                match.Value.Contains('?', StringComparison.Ordinal) ? "([^/]+)?" : "[^/]+"
            );
        return method == row.Method
            && Regex.IsMatch(row.Target.Split('?')[0], $"^{pattern.Replace("/([^/]+)?", "(/[^/]+)?", StringComparison.Ordinal)}$");
    }

    [GeneratedRegex("{[^}]+}")]
    private static partial Regex Parameter();
}
