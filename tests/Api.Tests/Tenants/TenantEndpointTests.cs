using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Api.Tests.Tenants;

public sealed class TenantEndpointTests : IAsyncLifetime
{
    private TestApi _api = null!;
    private ApiClient _platform = null!;

    public async Task InitializeAsync()
    {
        _api = await TestApi.StartAsync();
        _platform = _api.Client(TestApi.PlatformKey);
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Tenants_AreListedPageByPageAndRead()
    {
        var first = await NewAsync("Acme");
        var second = await NewAsync("Contoso");

        var page = (await _platform.GetAsync("/api/tenants?limit=1")).Expect(200);
        var rest = (await _platform.GetAsync($"/api/tenants?limit=1&cursor={page.Text("next")}")).Expect(200);

        Assert.Equal(first.Id, page["items"]![0]!.Id());
        Assert.Equal(second.Id, rest["items"]![0]!.Id());
        Assert.Null(rest["next"]);
        var read = (await _platform.GetAsync($"/api/tenants/{first.Id}")).Expect(200);
        Assert.Equal(("Acme", "active"), (read.Text("name"), read.Text("status")));
        Assert.Null(read["quotas"]!["keys"]);
        (await _platform.GetAsync("/api/tenants/nobody")).ExpectProblem(404, "notFound");
        (await _platform.GetAsync("/api/tenants?limit=201")).ExpectInvalid("limit");
    }

    [Fact]
    public async Task SuspendedTenant_IsRefusedWithACode_UntilItIsResumed()
    {
        var (id, admin) = await NewAsync("Acme");
        var (_, other) = await NewAsync("Contoso");
        (await admin.GetAsync("/api/tasks")).Expect(200);

        Assert.Equal("suspended", (await PatchAsync(id, "status", "suspended")).Expect(200).Text("status"));

        (await admin.GetAsync("/api/tasks")).ExpectProblem(403, "tenantSuspended");
        (await admin.GetAsync("/api/api-keys")).ExpectProblem(403, "tenantSuspended");
        (await admin.PostAsync("/api/tasks", new JsonObject())).ExpectProblem(403, "tenantSuspended");
        (await other.GetAsync("/api/tasks")).Expect(200);
        Assert.Equal("active", (await PatchAsync(id, "status", "active")).Expect(200).Text("status"));
        (await admin.GetAsync("/api/tasks")).Expect(200);
    }

    [Fact]
    public async Task ResumedTenant_HasItsLiveTasksLookAgain()
    {
        var (id, admin) = await NewAsync("Acme");
        var task = (await admin.NewTaskAsync()).Id();
        await PatchAsync(id, "status", "suspended");
        var before = _api.Signals.Notified.Count;

        (await PatchAsync(id, "status", "active")).Expect(200);

        Assert.Equal([task], _api.Signals.Notified.Skip(before).Select(one => one.Id));
    }

    [Fact]
    public async Task Change_IsConditionalAndChecked()
    {
        var (id, _) = await NewAsync("Acme");
        var tag = (await _platform.GetAsync($"/api/tenants/{id}")).Headers["ETag"];

        var renamed = await _platform.PatchAsync($"/api/tenants/{id}", new JsonObject { ["name"] = " Acme & Co " }, ("If-Match", tag));

        Assert.Equal("Acme & Co", renamed.Expect(200).Text("name"));
        (await _platform.PatchAsync($"/api/tenants/{id}", new JsonObject { ["name"] = "x" }, ("If-Match", tag))).ExpectProblem(
            412,
            "preconditionFailed"
        );
        (await PatchAsync(id, "name", " ")).ExpectInvalid("name");
        (await _platform.PatchAsync($"/api/tenants/{id}", new JsonObject { ["status"] = null })).ExpectInvalid("status");
        foreach (var status in new[] { "deleting", "foo", "" })
        {
            Assert.Equal("Give one of: active, suspended.", (await PatchAsync(id, "status", status)).ExpectInvalid("status"));
        }

        (await PatchAsync(id, "quotas", new JsonObject { ["keys"] = -1 })).ExpectInvalid("quotas.keys");
        (await PatchAsync("nobody", "name", "x")).ExpectProblem(404, "notFound");
    }

    [Fact]
    public async Task DeletedTenant_IsShownAsDeletingUntilItIsGone()
    {
        var (id, admin) = await NewAsync("Acme");

        var deleted = await _platform.DeleteAsync($"/api/tenants/{id}");

        Assert.Equal("deleting", deleted.Expect(202).Text("status"));
        Assert.Equal($"/api/tenants/{id}", deleted.Headers["Location"]);
        (await admin.GetAsync("/api/tasks")).ExpectProblem(401, "unauthorized");
        Assert.Equal("deleting", (await _platform.GetAsync($"/api/tenants/{id}")).Expect(200).Text("status"));
        (await PatchAsync(id, "status", "active")).ExpectProblem(409, "tenantDeleting");
        (await _platform.PostAsync($"/api/tenants/{id}/api-keys")).ExpectProblem(404, "notFound");
        (await _platform.DeleteAsync($"/api/tenants/{id}")).Expect(202);
        Assert.All(_api.Removals.Started, started => Assert.Equal(id, started));
        Assert.NotEmpty(_api.Removals.Started);

        await _api.Get<ITenantStore>().DeleteAsync(id, CancellationToken.None);

        (await _platform.GetAsync($"/api/tenants/{id}")).ExpectProblem(404, "notFound");
        (await _platform.DeleteAsync($"/api/tenants/{id}")).ExpectProblem(404, "notFound");
    }

    [Fact]
    public async Task ReissuedKey_IsAnAdminsWithoutExpiry_WhateverTheQuota()
    {
        var (id, _) = await NewAsync("Acme");
        (await PatchAsync(id, "quotas", new JsonObject { ["keys"] = 0 })).Expect(200);

        var issued = (await _platform.PostAsync($"/api/tenants/{id}/api-keys")).Expect(201);

        Assert.Equal("admin", issued.Text("role"));
        Assert.Null(issued["expiresAt"]);
        var list = (await _api.Client(issued.Text("key")).GetAsync("/api/api-keys")).Expect(200);
        Assert.Equal(2, list["items"]!.AsArray().Count);
        (await _platform.PostAsync("/api/tenants/nobody/api-keys")).ExpectProblem(404, "notFound");
    }

    [Fact]
    public async Task ChangesOfTenants_AreLogged()
    {
        var (id, _) = await NewAsync("Acme");
        await PatchAsync(id, "status", "suspended");
        await _platform.PostAsync($"/api/tenants/{id}/api-keys");
        await _platform.DeleteAsync($"/api/tenants/{id}");

        Assert.Contains($"Tenant {id} is now created.", _api.Logs.Text, StringComparison.Ordinal);
        Assert.Contains($"Tenant {id} is now suspended.", _api.Logs.Text, StringComparison.Ordinal);
        Assert.Contains($"of tenant {id} was issued with the platform key.", _api.Logs.Text, StringComparison.Ordinal);
        Assert.Contains($"Tenant {id} is now marked for deletion.", _api.Logs.Text, StringComparison.Ordinal);
    }

    private async Task<(string Id, ApiClient Admin)> NewAsync(string name)
    {
        var created = (await _platform.PostAsync("/api/tenants", new JsonObject { ["name"] = name })).Expect(201);
        return (created.Id(), _api.Client(created.Text("apiKey")));
    }

    private Task<Answer> PatchAsync(string id, string field, JsonNode value) =>
        _platform.PatchAsync($"/api/tenants/{id}", new JsonObject { [field] = value });
}
