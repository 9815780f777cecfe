using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;

namespace CampaignTasks.Api.Tests.Testers;

public sealed class TesterEndpointTests
{
    private const string Path = "/api/testers";

    [Fact]
    public async Task Tester_IsCreatedWithCanonicalAddresses_Listed_AndDeleted()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        (await admin.PatchAsync("/api/settings", new JsonObject { ["country"] = "FR" })).Expect(200);
        var body = JsonNode.Parse("""{"name":" Tess Terry ","addresses":{"email":"Tess@BÜCHER.example","phone":"06 12 34 56 78"}}""")!;

        var added = await admin.PostAsync(Path, body);
        var tester = added.Expect(201);

        Assert.Equal("Tess Terry", tester.Text("name"));
        Assert.Equal(
            ["email: Tess@xn--bcher-kva.example", "sms: +33612345678", "whatsapp: +33612345678"],
            tester["addresses"]!.AsObject().Select(address => $"{address.Key}: {(string?)address.Value}")
        );
        Assert.EndsWith(tester.Id(), added.Headers["Location"], StringComparison.Ordinal);
        Assert.Equal(tester.ToJsonString(), (await admin.GetAsync(Path)).Expect(200)["items"]![0]!.ToJsonString());
        Assert.Equal(204, (await admin.DeleteAsync($"{Path}/{tester.Id()}")).Status);
        (await admin.DeleteAsync($"{Path}/{tester.Id()}")).ExpectProblem(404, "notFound");
        Assert.Empty((await admin.GetAsync(Path)).Expect(200)["items"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"addresses":{"email":"tess@example.net"}}""", "name")]
    [InlineData("""{"name":"\u200b","addresses":{"email":"tess@example.net"}}""", "name")]
    [InlineData("""{"name":"Tess"}""", "addresses")]
    [InlineData("""{"name":"Tess","addresses":{}}""", "addresses")]
    [InlineData("""{"name":"Tess","addresses":{"email":"tess"}}""", "addresses.email")]
    [InlineData("""{"name":"Tess","addresses":{"email":null}}""", "addresses.email")]
    [InlineData("""{"name":"Tess","addresses":{"email":" "}}""", "addresses.email")]
    [InlineData("""{"name":"Tess","addresses":{"phone":"06 12 34 56 78"}}""", "addresses.phone")]
    [InlineData("""{"name":"Tess","addresses":{"pigeon":"coop 7"}}""", "addresses.pigeon")]
    public async Task Tester_WithAFault_IsRefusedByField(string body, string field)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        Assert.NotEmpty((await admin.PostAsync(Path, JsonNode.Parse(body))).ExpectInvalid(field));
    }

    [Theory]
    [InlineData("email", "\"\"")]
    [InlineData("email", "\"  \"")]
    [InlineData("email", "\"\\u200b\"")]
    [InlineData("email", "null")]
    [InlineData("phone", "\"\"")]
    public async Task Tester_WithoutAnAddressOnAChannel_HasOneErrorForIt(string channel, string address)
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var body = JsonNode.Parse($$$"""{"name":"Tess","addresses":{"{{{channel}}}":{{{address}}}}}""");

        var problem = (await admin.PostAsync(Path, body)).ExpectProblem(422, "invalid");

        Assert.Equal(
            $$"""{"addresses.{{channel}}":["There is no address: give one, or leave the channel out."]}""",
            problem["errors"]!.ToJsonString()
        );
    }

    [Fact]
    public async Task Testers_AreEachTenantsOwn()
    {
        await using var api = await TestApi.StartAsync();
        var (admin, other) = (await api.NewTenantAsync(), await api.NewTenantAsync("Other"));
        var tester = await admin.NewTesterAsync("Tess", "tess@example.net");

        Assert.Empty((await other.GetAsync(Path)).Expect(200)["items"]!.AsArray());
        (await other.DeleteAsync($"{Path}/{tester}")).ExpectProblem(404, "notFound");
        Assert.Single((await admin.GetAsync(Path)).Expect(200)["items"]!.AsArray());
    }

    [Fact]
    public async Task List_InPages_ShowsEachTesterOnceNewestFirst()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        foreach (var name in new[] { "a", "b", "c" })
        {
            await admin.NewTesterAsync(name, $"{name}@example.net");
        }

        var first = (await admin.GetAsync($"{Path}?limit=2")).Expect(200);
        var rest = (await admin.GetAsync($"{Path}?limit=2&cursor={first.Text("next")}")).Expect(200);

        Assert.Equal(["c", "b", "a"], first["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(tester => tester!.Text("name")));
        (await admin.GetAsync($"{Path}?cursor=rubbish")).ExpectInvalid("cursor");
    }
}
