using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tests.Tenants;

public sealed class ApiKeyEndpointTests
{
    [Fact]
    public async Task AdminKeys_ThatDeleteEachOtherAtOnce_LeaveOneThatWorks()
    {
        await using var api = await TestApi.StartAsync();
        var first = await api.NewTenantAsync();
        var second = await api.NewKeyAsync(first, Role.Admin);
        var ids = await IdsAsync(first);

        var answers = await Task.WhenAll(
            first.DeleteAsync($"/api/api-keys/{ids[0]}"),
            second.DeleteAsync($"/api/api-keys/{ids[1]}"),
            first.DeleteAsync($"/api/api-keys/{ids[1]}")
        );

        Assert.Contains(answers, answer => answer.Status is 204);
        var statuses = new[] { (await first.GetAsync("/api/api-keys")).Status, (await second.GetAsync("/api/api-keys")).Status };
        Assert.Equal([200, 401], statuses.Order());
    }

    [Fact]
    public async Task AdminKeyThatExpires_CannotDeleteTheOnlyOneThatDoesNot()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var last = (await IdsAsync(admin)).Single();
        var created = await admin.PostAsync(
            "/api/api-keys",
            new JsonObject
            {
                ["name"] = "for a day",
                ["role"] = "admin",
                ["expiresAt"] = DateTimeOffset.UtcNow.AddDays(1).ToString("O"),
            }
        );
        var temporary = api.Client(created.Expect(201).Text("key"));

        (await temporary.DeleteAsync($"/api/api-keys/{last}")).ExpectProblem(409, "lastAdminKey");

        (await admin.GetAsync("/api/api-keys")).Expect(200);
    }

    [Fact]
    public async Task Keys_BeyondTheQuota_AreRefusedWithTheLimit()
    {
        await using var api = await TestApi.StartAsync(settings: ("Quotas:Keys", "2"));
        var admin = await api.NewTenantAsync();
        await api.NewKeyAsync(admin, Role.Viewer);

        var answer = await admin.PostAsync("/api/api-keys", new JsonObject { ["name"] = "one more", ["role"] = "viewer" });

        var detail = answer.ExpectProblem(409, "quotaExceeded").Text("detail");
        Assert.Contains("'keys'", detail, StringComparison.Ordinal);
        Assert.Contains("2", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_AreListedPageByPage()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        await api.NewKeyAsync(admin, Role.Viewer);

        var page = (await admin.GetAsync("/api/api-keys?limit=1")).Expect(200);
        var rest = (await admin.GetAsync($"/api/api-keys?limit=1&cursor={page.Text("next")}")).Expect(200);

        Assert.Equal(["viewer", "admin"], new[] { page, rest }.Select(one => one["items"]!.AsArray().Single()!.Text("role")));
        Assert.Null(rest["next"]);
    }

    [Fact]
    public async Task Creation_RepeatedByAnotherKey_DoesNotShowTheSecret()
    {
        await using var api = await TestApi.StartAsync();
        var first = await api.NewTenantAsync();
        var second = await api.NewKeyAsync(first, Role.Admin);
        var body = new JsonObject { ["name"] = "k", ["role"] = "viewer" };
        var created = (await first.PostAsync("/api/api-keys", body, ("Idempotency-Key", "once"))).Expect(201).Text("key");

        var other = await second.PostAsync("/api/api-keys", body, ("Idempotency-Key", "once"));
        var same = await first.PostAsync("/api/api-keys", body, ("Idempotency-Key", "once"));

        other.ExpectProblem(409, "idempotencyOfAnotherKey");
        Assert.DoesNotContain(created, other.Text, StringComparison.Ordinal);
        Assert.Equal(created, same.Expect(201).Text("key"));
        Assert.Equal("true", same.Headers["Idempotent-Replayed"]);
    }

    private static async Task<string[]> IdsAsync(ApiClient client) =>
        [.. (await client.GetAsync("/api/api-keys")).Expect(200)["items"]!.AsArray().Select(key => key!.Id())];
}
