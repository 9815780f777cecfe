using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;

namespace CampaignTasks.Api.Tests.Sites;

public sealed class SiteEndpointTests
{
    [Fact]
    public async Task Site_IsCreatedListedRenamedAndDeleted()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var site = (await admin.PostAsync("/api/sites", Name("Shop"))).Expect(201);
        var path = $"/api/sites/{site.Id()}";

        Assert.Equal("Shop", (await admin.GetAsync(path)).Expect(200).Text("name"));
        Assert.Equal("Store", (await admin.PatchAsync(path, Name("Store"))).Expect(200).Text("name"));
        Assert.Equal("Store", Assert.Single((await admin.GetAsync("/api/sites")).Expect(200)["items"]!.AsArray())!.Text("name"));
        (await admin.PatchAsync(path, Name("Kiosk"), ("If-Match", "\"old\""))).ExpectProblem(412, "preconditionFailed");
        Assert.Equal(204, (await admin.DeleteAsync(path)).Status);
        (await admin.GetAsync(path)).ExpectProblem(404, "notFound");
    }

    [Fact]
    public async Task SiteAndApp_ThatATaskNames_CannotBeDeleted()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var (site, app) = await NewAppAsync(admin);
        var task = await admin.NewTaskAsync(Bodies.Draft().With("site", site).With("app", app));
        Assert.Equal((site, app), (task.Text("site"), task.Text("app")));

        (await admin.DeleteAsync($"/api/sites/{site}/apps/{app}")).ExpectProblem(409, "appInUse");
        (await admin.DeleteAsync($"/api/sites/{site}")).ExpectProblem(409, "siteInUse");
        var change = new JsonObject { ["site"] = null, ["app"] = null };
        (await admin.PatchAsync($"/api/tasks/{task.Id()}", change, ("If-Match", "*"))).Expect(200);
        (await admin.DeleteAsync($"/api/sites/{site}")).ExpectProblem(409, "siteInUse");
        Assert.Equal(204, (await admin.DeleteAsync($"/api/sites/{site}/apps/{app}")).Status);
        Assert.Equal(204, (await admin.DeleteAsync($"/api/sites/{site}")).Status);
    }

    [Fact]
    public async Task Task_WithAnUnknownSiteOrApp_IsRefused()
    {
        await using var api = await TestApi.StartAsync();
        var (admin, other) = (await api.NewTenantAsync(), await api.NewTenantAsync("Other"));
        await admin.NewAccountAsync();
        var (site, app) = await NewAppAsync(admin);
        var (theirs, theirApp) = await NewAppAsync(other);

        (await admin.PostAsync("/api/tasks", Bodies.Draft().With("site", theirs))).ExpectInvalid("site");
        (await admin.PostAsync("/api/tasks", Bodies.Draft().With("site", "shop"))).ExpectInvalid("site");
        (await admin.PostAsync("/api/tasks", Bodies.Draft().With("site", site).With("app", theirApp))).ExpectInvalid("app");
        (await admin.PostAsync("/api/tasks", Bodies.Draft().With("app", app))).ExpectInvalid("site");
    }

    [Fact]
    public async Task Tasks_FilteredByEverythingAtOnce_AreListedInPages()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        var (site, app) = await NewAppAsync(admin);
        string[] wanted =
        [
            (await admin.NewTaskAsync(Bodies.Draft().With("campaign", "spring").With("site", site).With("app", app))).Id(),
            (await admin.NewTaskAsync(Bodies.Draft().With("campaign", "spring").With("site", site).With("app", app))).Id(),
        ];
        await admin.NewTaskAsync(Bodies.Draft().With("campaign", "autumn").With("site", site).With("app", app));
        await admin.NewTaskAsync(Bodies.Draft().With("campaign", "spring").With("site", site));
        await admin.NewTaskAsync(Bodies.Draft().With("campaign", "spring"));

        var query =
            $"/api/tasks?status=draft,running&approvalStatus=notRequired&channel=email&campaign=spring&site={site}&app={app}&name=ANNOUNCE&limit=1";
        var first = (await admin.GetAsync(query)).Expect(200);
        var second = (await admin.GetAsync($"{query}&cursor={first.Text("next")}")).Expect(200);

        Assert.Equal(wanted.Reverse(), new[] { first, second }.Select(page => Assert.Single(page["items"]!.AsArray())!.Id()));
        Assert.Null(second["next"]);
        Assert.Empty((await admin.GetAsync("/api/tasks?approvalStatus=approved,rejected")).Expect(200)["items"]!.AsArray());
    }

    private static async Task<(string Site, string App)> NewAppAsync(ApiClient admin)
    {
        var site = (await admin.PostAsync("/api/sites", Name("Shop"))).Expect(201).Id();
        var app = new JsonObject { ["name"] = "Mini shop", ["appId"] = "wx0123456789" };
        return (site, (await admin.PostAsync($"/api/sites/{site}/apps", app)).Expect(201).Id());
    }

    private static JsonObject Name(string name) => new() { ["name"] = name };
}
