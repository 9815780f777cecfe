using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Webhooks;
using CampaignTasks.Testing.Stores;

namespace CampaignTasks.Api.Tests.Webhooks;

public sealed class OutgoingWebhookTests
{
    private const string Url = "https://shop.example/hooks";

    [Fact]
    public async Task Webhook_ShowsItsSecretOnce_AlsoWhenTheRequestIsRepeated_AndHidesItAfterwards()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();

        var created = await admin.PostAsync("/api/webhooks", Body("task.completed"), ("Idempotency-Key", "k1"));
        var again = await admin.PostAsync("/api/webhooks", Body("task.completed"), ("Idempotency-Key", "k1"));

        var secret = created.Expect(201).Text("secret");
        Assert.NotNull(StandardWebhookSignature.ReadKey(secret));
        Assert.Equal(secret, again.Expect(201).Text("secret"));
        var path = $"/api/webhooks/{created.Json.Id()}";
        Assert.Equal(path, created.Headers["Location"]);
        var read = (await admin.GetAsync(path)).Expect(200);
        Assert.Equal(("active", Url), (read.Text("status"), read.Text("url")));
        Assert.DoesNotContain(secret, (await admin.GetAsync("/api/webhooks")).Expect(200).ToJsonString(), StringComparison.Ordinal);
        Assert.Null(read["secret"]);
    }

    [Fact]
    public async Task NewSecret_IsAnotherOne_AndTheOneBeforeSignsForADay()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var created = (await admin.PostAsync("/api/webhooks", Body("task.completed"))).Expect(201);
        var path = $"/api/webhooks/{created.Id()}";

        var rotated = (await admin.PostAsync($"{path}/rotate-secret")).Expect(200);

        Assert.NotEqual(created.Text("secret"), rotated.Text("secret"));
        Assert.NotNull((await admin.GetAsync(path)).Expect(200)["previousSecretUntil"]);
    }

    [Fact]
    public async Task Changes_AreMadeByField_AndRefusedForAnOldVersion()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var created = await admin.PostAsync("/api/webhooks", Body("task.completed"));
        var path = $"/api/webhooks/{created.Expect(201).Id()}";

        var changed = await admin.PatchAsync(path, new JsonObject { ["status"] = "disabled" }, ("If-Match", created.Headers["ETag"]));
        var lost = await admin.PatchAsync(path, new JsonObject { ["status"] = "active" }, ("If-Match", created.Headers["ETag"]));

        Assert.Equal(("disabled", Url), (changed.Expect(200).Text("status"), changed.Json.Text("url")));
        lost.Expect(412);
        Assert.Equal("webhookDisabled", (await admin.PostAsync($"{path}/test")).Expect(409).Text("code"));
        var active = (await admin.PatchAsync(path, new JsonObject { ["status"] = "active" })).Expect(200);
        Assert.Null((string?)active["disabledReason"]);
    }

    [Fact]
    public async Task Test_IsADelivery_WhichCanBeSentAgain()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var path = $"/api/webhooks/{(await admin.PostAsync("/api/webhooks", Body("task.completed"))).Expect(201).Id()}";

        var ping = (await admin.PostAsync($"{path}/test")).Expect(200);

        var delivery = Assert.Single((await admin.GetAsync($"{path}/deliveries?status=pending")).Expect(200)["items"]!.AsArray())!;
        Assert.Equal((ping.Id(), "webhook.ping"), (delivery.Text("id"), delivery.Text("type")));
        (await admin.PostAsync($"{path}/deliveries/{ping.Id()}/redeliver")).Expect(200);
        var queue = (InMemoryWebhookQueue)api.Get<IWebhookQueue>();
        Assert.Equal(
            [
                [ping.Id()],
                [ping.Id()],
            ],
            new[] { queue.Take()!.Value.Work.Deliveries, queue.Take()!.Value.Work.Deliveries }
        );
    }

    [Fact]
    public async Task DeletedWebhook_TakesItsDeliveriesWithIt()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var path = $"/api/webhooks/{(await admin.PostAsync("/api/webhooks", Body("task.completed"))).Expect(201).Id()}";
        (await admin.PostAsync($"{path}/test")).Expect(200);

        (await admin.DeleteAsync(path)).Expect(204);

        (await admin.GetAsync(path)).Expect(404);
        (await admin.GetAsync($"{path}/deliveries")).Expect(404);
        Assert.Empty(((InMemoryWebhookDeliveryStore)api.Get<IWebhookDeliveryStore>()).All);
    }

    [Fact]
    public async Task Webhooks_BeyondTheQuota_AreRefused()
    {
        await using var api = await TestApi.StartAsync(change: null, ("Quotas:Webhooks", "1"));
        var admin = await api.NewTenantAsync();
        (await admin.PostAsync("/api/webhooks", Body("task.completed"))).Expect(201);

        Assert.Equal("quotaExceeded", (await admin.PostAsync("/api/webhooks", Body("task.failed"))).Expect(409).Text("code"));
    }

    [Fact]
    public async Task Types_AreListed_AndEachCanBeNamed()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var reader = await api.NewKeyAsync(admin, Role.Viewer);

        var types = (await reader.GetAsync("/api/webhooks/events")).Expect(200)["items"]!
            .AsArray()
            .Select(type => type!.Text("type"))
            .ToArray();

        Assert.Superset(
            new HashSet<string> { "task.completed", "run.completed", "message.failed", "contact.unsubscribed", "journey.converted" },
            types.ToHashSet()
        );
        (await admin.PostAsync("/api/webhooks", Body(types))).Expect(201);
    }

    private static JsonObject Body(params string[] events) =>
        new() { ["url"] = Url, ["events"] = new JsonArray([.. events.Select(type => (JsonNode)type)]) };
}
