using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tests.Tasks;

public sealed class AuditLogTests
{
    [Fact]
    public async Task Log_TellsWhoDidWhatWhenAndByWhichRequest()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var colleague = await api.NewKeyAsync(admin, Role.Operator);
        await admin.NewAccountAsync();
        const string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var answer = await admin.PostAsync(
            "/api/tasks",
            Bodies.Task(),
            ("Idempotency-Key", "order-17"),
            ("traceparent", $"00-{trace}-00f067aa0ba902b7-01")
        );
        var task = answer.Expect(201);

        (await colleague.PostAsync($"/api/tasks/{task.Id()}/pause")).Expect(200);
        (
            await colleague.PatchAsync(
                $"/api/tasks/{task.Id()}",
                new JsonObject { ["name"] = "Other", ["stopOnFailure"] = true },
                ("If-Match", "*")
            )
        ).Expect(200);
        (await colleague.PostAsync($"/api/tasks/{task.Id()}/resume", new JsonObject { ["overdue"] = "drop" })).Expect(200);
        (await admin.PostAsync($"/api/tasks/{task.Id()}/cancel")).Expect(200);
        var log = await LogAsync(admin, task.Id());

        Assert.Equal(
            ["canceled", "resumed", "edited", "paused", "runStarted", "started", "created"],
            log.Select(entry => entry.Text("event"))
        );
        var created = log[^1];
        Assert.Equal((null, "draft"), ((string?)created["from"], created.Text("to")));
        Assert.Equal(
            ("key", "admin", "order-17", trace),
            (
                created["by"]!.Text("kind"),
                created["by"]!.Text("role"),
                created["by"]!.Text("idempotencyKey"),
                created["by"]!.Text("traceId")
            )
        );
        Assert.Equal(
            ("a key", "operator", null),
            (log[3]["by"]!.Text("name"), log[3]["by"]!.Text("role"), (string?)log[3]["by"]!["idempotencyKey"])
        );
        Assert.Equal(["name", "stopOnFailure"], log[2]["changed"]!.AsArray().Select(part => (string?)part));
        Assert.Equal(("drop", "paused", "running"), (log[1].Text("overdue"), log[1].Text("from"), log[1].Text("to")));
        Assert.NotEmpty(log[4].Text("runId"));
    }

    [Fact]
    public async Task Post_Repeated_IsLoggedOnce()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();

        var first = (await admin.PostAsync("/api/tasks", Bodies.Draft(), ("Idempotency-Key", "a"))).Expect(201);
        (await admin.PostAsync("/api/tasks", Bodies.Draft(), ("Idempotency-Key", "a"))).Expect(201);

        Assert.Equal("created", Assert.Single(await LogAsync(admin, first.Id())).Text("event"));
    }

    [Fact]
    public async Task Refusal_IsNotLogged()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var task = await admin.NewTaskAsync(Bodies.Draft());

        (await admin.PostAsync($"/api/tasks/{task.Id()}/pause")).Expect(409);

        Assert.Single(await LogAsync(admin, task.Id()));
    }

    [Fact]
    public async Task Log_IsPaged_AndKeptFromStrangers()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var stranger = await api.NewTenantAsync("Other");
        var task = await admin.NewTaskAsync();

        var first = (await admin.GetAsync($"/api/tasks/{task.Id()}/audit?limit=2")).Expect(200);
        var second = (
            await admin.GetAsync($"/api/tasks/{task.Id()}/audit?limit=2&cursor={Uri.EscapeDataString(first.Text("next"))}")
        ).Expect(200);

        Assert.Equal((2, 1, null), (first["items"]!.AsArray().Count, second["items"]!.AsArray().Count, (string?)second["next"]));
        (await stranger.GetAsync($"/api/tasks/{task.Id()}/audit")).Expect(404);
        (await admin.GetAsync("/api/tasks/none/audit")).Expect(404);
        (await admin.GetAsync($"/api/tasks/{task.Id()}/audit?cursor=bad")).ExpectInvalid("cursor");
        (await api.Client(key: null).GetAsync($"/api/tasks/{task.Id()}/audit")).Expect(401);
    }

    private static async Task<IReadOnlyList<JsonNode>> LogAsync(ApiClient client, string task) =>
        [.. (await client.GetAsync($"/api/tasks/{task}/audit")).Expect(200)["items"]!.AsArray().Select(entry => entry!)];
}
