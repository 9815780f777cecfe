using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tests.Automations;

public sealed class AutomationTestEndpointTests
{
    private const string Path = "/api/automations";

    private const string Whole = """
        {"name":"Welcome","trigger":{"kind":"event","name":"signedUp"},
         "steps":[{"send":{"channel":"email","creative":{"subject":"Hi","text":"Hello"}}},{"wait":{"for":"P2D"}}]}
        """;

    [Fact]
    public async Task Test_OfADraft_IsShownBesideIt_AndGoesWithIt()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();
        var id = (await admin.PostAsync(Path, JsonNode.Parse(Whole)!)).Expect(201).Id();
        var ann = JsonNode.Parse("""{"name":"Ann Test","addresses":{"email":"ann@example.net"}}""")!;
        var tester = (await admin.PostAsync("/api/testers", ann)).Expect(201).Id();

        var test = (await admin.PostAsync($"{Path}/{id}/test", Testers(tester))).Expect(202);

        Assert.Equal((id, 3600), (test.Text("automationId"), (int)test["speed"]!));
        Assert.Equal("Ann Test", Assert.Single(test["journeys"]!.AsArray())!.Text("name"));
        var tests = (await admin.GetAsync($"{Path}/{id}/tests")).Expect(200)["items"]!.AsArray();
        Assert.Equal(test.Id(), Assert.Single(tests)!.Id());
        Assert.Equal(id, Assert.Single((await admin.GetAsync(Path)).Expect(200)["items"]!.AsArray())!.Id());
        (await admin.GetAsync($"{Path}/{test.Id()}")).ExpectProblem(404, "notFound");
        (await admin.PostAsync($"{Path}/{test.Id()}/pause")).ExpectProblem(404, "notFound");
        var read = (await admin.GetAsync($"{Path}/{id}")).Expect(200);
        Assert.Equal(("draft", 0), (read.Text("status"), (int)read["summary"]!["started"]!));
        var log = (await admin.GetAsync($"{Path}/{id}/audit")).Expect(200)["items"]!.AsArray();
        Assert.Equal(["tested", "created"], log.Select(entry => entry!.Text("event")));

        Assert.Equal(204, (await admin.DeleteAsync($"{Path}/{id}")).Status);
        var tenant = await api.Get<ITenantStore>().AllAsync(default).FirstAsync();
        Assert.Null(await api.Get<IAutomationStore>().FindAsync(new AutomationKey(tenant.Id, test.Id()), default));
    }

    [Fact]
    public async Task Test_WithFaults_NamesThem()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();
        var id = (await admin.PostAsync(Path, JsonNode.Parse(Whole)!)).Expect(201).Id();
        var ann = JsonNode.Parse("""{"name":"Ann","addresses":{"email":"ann@example.net"}}""")!;
        var tester = (await admin.PostAsync("/api/testers", ann)).Expect(201).Id();

        (await admin.PostAsync($"{Path}/{id}/test", new JsonObject())).ExpectInvalid("testers");
        (await admin.PostAsync($"{Path}/{id}/test", Testers(tester, tester))).ExpectInvalid("testers[1]");
        (await admin.PostAsync($"{Path}/{id}/test", Testers("nobody"))).ExpectInvalid("testers[0]");
        var fast = Testers(tester);
        fast["speed"] = 86_401;
        (await admin.PostAsync($"{Path}/{id}/test", fast)).ExpectInvalid("speed");
        (await admin.PostAsync($"{Path}/{id}/archive")).Expect(200);
        (await admin.PostAsync($"{Path}/{id}/test", Testers(tester))).ExpectProblem(409, "invalidTransition");
    }

    private static JsonObject Testers(params string[] ids) => new() { ["testers"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]) };
}
