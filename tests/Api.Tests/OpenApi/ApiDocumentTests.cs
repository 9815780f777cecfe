using System.Text.Json;
using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace CampaignTasks.Api.Tests.OpenApi;

public sealed class ApiDocumentTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public async Task Document_IsTheApprovedOne()
    {
        await using var api = await TestApi.StartAsync();

        var document = (await api.Client(key: null).GetAsync("/api/openapi.json")).Expect(200);

        Assert.StartsWith("3.1", document.Text("openapi"), StringComparison.Ordinal);
        Snapshot.Matches(document.ToJsonString(Indented) + "\n", "openapi.approved.json");
    }

    [Fact]
    public async Task Document_EveryOperation_HasNameSummarySecurityTagsAndAnswers()
    {
        await using var api = await TestApi.StartAsync();

        var document = (await api.Client(key: null).GetAsync("/api/openapi.json")).Expect(200);

        var operations = document["paths"]!
            .AsObject()
            .SelectMany(path => path.Value!.AsObject())
            .Select(operation => operation.Value!)
            .ToList();
        var tags = document["tags"]!.AsArray().ToDictionary(tag => tag!.Text("name"), tag => tag!.Text("description"));
        Assert.All(tags.Values, Assert.NotEmpty);
        Assert.True(operations.Count > 20);
        Assert.All(operations, operation =>
        {
            Assert.NotEmpty(operation.Text("operationId"));
            Assert.NotEmpty(operation.Text("summary"));
            Assert.NotEmpty(operation.Text("description"));
            Assert.NotEmpty(operation["security"]!.AsArray());
            Assert.All(operation["tags"]!.AsArray(), tag => Assert.Contains(tag!.GetValue<string>(), tags.Keys));
            Assert.Contains(operation["responses"]!.AsObject(), response =>
                response.Key.StartsWith('2') || operation.Text("summary").StartsWith("Not available", StringComparison.Ordinal)
            );
        });
    }

    [Fact]
    public async Task Document_EveryList_HasPages()
    {
        await using var api = await TestApi.StartAsync();
        var document = (await api.Client(key: null).GetAsync("/api/openapi.json")).Expect(200);

        var lists = document["paths"]!.AsObject().Where(path => path.Value!["get"] is { } get && IsList(document, get)).ToList();

        Assert.True(lists.Count > 10);
        Assert.All(lists, list =>
        {
            var names = list.Value!["get"]!["parameters"]?.AsArray().Select(parameter => parameter!.Text("name")) ?? [];
            Assert.True(names.Intersect(["limit", "cursor"]).Count() is 2, $"{list.Key} has no pages.");
        });
    }

    private static bool IsList(JsonNode document, JsonNode operation)
    {
        var schema = operation["responses"]?["200"]?["content"]?["application/json"]?["schema"];
        var name = schema?["$ref"]?.GetValue<string>().Split('/')[^1];
        var properties = name is null ? null : document["components"]!["schemas"]![name]!["properties"];
        return properties?["items"]?["items"] is not null && properties["next"] is not null;
    }

    [Theory]
    [InlineData("TaskRequest", "name", "channel", "audience", "creative")]
    [InlineData("AccountRequest", "name", "channel", "provider")]
    [InlineData("ApiKeyRequest", "name", "role")]
    public async Task Document_RequiredFields_AreNotNullable(string schema, params string[] names)
    {
        await using var api = await TestApi.StartAsync();

        var request = (await api.Client(key: null).GetAsync("/api/openapi.json")).Expect(200)["components"]!["schemas"]![schema]!;

        Assert.Equal(names, request["required"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.All(names, name =>
            Assert.DoesNotContain("\"null\"", request["properties"]![name]!.ToJsonString(), StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Document_EveryReference_LeadsSomewhere()
    {
        await using var api = await TestApi.StartAsync();

        var document = (await api.Client(key: null).GetAsync("/api/openapi.json")).Expect(200);

        Assert.All(References(document), reference =>
            Assert.NotNull(reference.TrimStart('#', '/').Split('/').Aggregate((JsonNode?)document, (node, name) => node?[name]))
        );
    }

    [Fact]
    public async Task Endpoints_All_SayWhoMayCallThem()
    {
        await using var api = await TestApi.StartAsync();

        var endpoints = api.Get<EndpointDataSource>().Endpoints;

        Assert.NotEmpty(endpoints);
        Assert.All(endpoints, endpoint =>
            Assert.True(
                endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
            )
        );
    }

    private static IEnumerable<string> References(JsonNode? node) =>
        node switch
        {
            JsonObject value => value.SelectMany(field =>
                field is { Key: "$ref", Value: JsonValue reference } ? [reference.GetValue<string>()] : References(field.Value)
            ),
            JsonArray items => items.SelectMany(References),
            _ => [],
        };
}
