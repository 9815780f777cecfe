using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Api.Tests.Imports;

namespace CampaignTasks.Api.Tests.Events;

public sealed class EventEndpointTests
{
    [Fact]
    public async Task Event_SubmittedTwice_StaysAsItWasFirst()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewContactAsync("ann", "ann@example.net", consent: null);

        var first = (await admin.PostAsync("/api/events", Event())).Expect(200);
        var again = (await admin.PostAsync("/api/events", Event().With("name", "Other"))).Expect(200);

        Assert.Equal(
            """{"id":"e1","name":"Viewed product","contact":"ann","at":"2026-02-03T10:00:00Z","properties":{"product":"boots","price":19.9,"isNew":true}}""",
            first.ToJsonString()
        );
        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.Single((await admin.GetAsync("/api/contacts/ann/events")).Expect(200)["items"]!.AsArray());
    }

    [Fact]
    public async Task Event_OfAnotherContact_IsAConflict_AndOfAnUnknownOne_AFault()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewContactAsync("ann", "ann@example.net", consent: null);
        await admin.NewContactAsync("bob", "bob@example.net", consent: null);
        (await admin.PostAsync("/api/events", Event())).Expect(200);

        (await admin.PostAsync("/api/events", Event().With("contact", "bob"))).ExpectProblem(409, "otherContact");
        (await admin.PostAsync("/api/events", Event().With("contact", "eve"))).ExpectInvalid("contact");

        Assert.Empty((await admin.GetAsync("/api/contacts/bob/events")).Expect(200)["items"]!.AsArray());
    }

    [Fact]
    public async Task Events_AreListedNewestFirst_ByName_AndPageByPage()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewContactAsync("ann", "ann@example.net", consent: null);
        var file = string.Concat(
            Enumerable.Range(1, 5).Select(day => Line($"e{day}", day is 3 ? "Left" : "Came", $"2026-02-0{day}T10:00:00Z"))
        );
        var import = await admin.ImportAsync("events", file, "application/x-ndjson");

        var page = (await admin.GetAsync("/api/contacts/ann/events?name=came&limit=3")).Expect(200);
        var rest = (await admin.GetAsync($"/api/contacts/ann/events?name=came&limit=3&cursor={page.Text("next")}")).Expect(200);

        Assert.Equal((5, 5, 0, 0), import.Counts());
        Assert.Equal(["e5", "e4", "e2"], page["items"]!.AsArray().Select(item => item!.Id()));
        Assert.Equal(["e1"], rest["items"]!.AsArray().Select(item => item!.Id()));
    }

    [Fact]
    public async Task Delete_OfAContact_TakesItsEventsAndCartsAlong()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewContactAsync("ann", "ann@example.net", consent: null);
        (await admin.PostAsync("/api/events", Event())).Expect(200);
        var cart = new JsonObject
        {
            ["contact"] = "ann",
            ["updatedAt"] = "2026-02-03T10:00:00Z",
            ["items"] = new JsonArray(),
        };
        (await admin.PutAsync("/api/carts/k1", cart)).Expect(200);

        (await admin.DeleteAsync("/api/contacts/ann")).Expect(204);

        Assert.Empty((await admin.GetAsync("/api/contacts/ann/events")).Expect(200)["items"]!.AsArray());
        (await admin.GetAsync("/api/carts/k1")).ExpectProblem(404, "notFound");
    }

    private static string Line(string id, string name, string at) =>
        new JsonObject
        {
            ["id"] = id,
            ["name"] = name,
            ["contact"] = "ann",
            ["at"] = at,
        }.ToJsonString() + "\n";

    private static JsonObject Event() =>
        new()
        {
            ["id"] = "e1",
            ["name"] = "Viewed product",
            ["contact"] = "ann",
            ["at"] = "2026-02-03T10:00:00Z",
            ["properties"] = new JsonObject
            {
                ["product"] = "boots",
                ["price"] = 19.9m,
                ["isNew"] = true,
            },
        };
}
