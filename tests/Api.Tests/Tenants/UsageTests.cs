using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Api.Tests.Tenants;

public sealed class UsageTests
{
    [Fact]
    public async Task Usage_ShowsWhatIsUsedAndTheLimits_AlsoATenantsOwn()
    {
        await using var api = await TestApi.StartAsync(settings: [("Quotas:Accounts", "7"), ("Quotas:Tasks", "8")]);
        var platform = api.Client(TestApi.PlatformKey);
        var created = (await platform.PostAsync("/api/tenants", new JsonObject { ["name"] = "Acme" })).Expect(201);
        var admin = api.Client(created.Text("apiKey"));
        await admin.NewTaskAsync();
        var quotas = new JsonObject { ["audiences"] = 2 };
        (await platform.PatchAsync($"/api/tenants/{created.Id()}", new JsonObject { ["quotas"] = quotas })).Expect(200);

        var items = (await admin.GetAsync("/api/usage")).Expect(200)["items"]!;

        Assert.Equal("""{"used":1,"limit":100}""", items["keys"]!.ToJsonString());
        Assert.Equal("""{"used":1,"limit":7}""", items["accounts"]!.ToJsonString());
        Assert.Equal("""{"used":1,"limit":8}""", items["tasks"]!.ToJsonString());
        Assert.Equal("""{"used":0,"limit":2}""", items["audiences"]!.ToJsonString());
    }

    [Fact]
    public async Task Accounts_BeyondTheQuota_AreRefused_AndAnotherTenantsAreNot()
    {
        await using var api = await TestApi.StartAsync(settings: ("Quotas:Accounts", "1"));
        var admin = await api.NewTenantAsync();
        await admin.NewAccountAsync();

        Refused(await admin.PostAsync("/api/channel-accounts", Bodies.Account()), "accounts", 1);

        await (await api.NewTenantAsync("Contoso")).NewAccountAsync();
    }

    [Fact]
    public async Task Tasks_BeyondTheQuota_AreRefused_CopiesToo_UntilOneHasEnded()
    {
        await using var api = await TestApi.StartAsync(settings: ("Quotas:Tasks", "2"));
        var admin = await api.NewTenantAsync();
        var first = (await admin.NewTaskAsync()).Id();
        (await admin.PostAsync($"/api/tasks/{first}/copy")).Expect(201);

        Refused(await admin.PostAsync($"/api/tasks/{first}/copy"), "tasks", 2);
        Refused(await admin.PostAsync("/api/tasks", Bodies.Task()), "tasks", 2);

        (await admin.PostAsync($"/api/tasks/{first}/cancel")).Expect(200);
        (await admin.PostAsync($"/api/tasks/{first}/copy")).Expect(201);
        Refused(await admin.PostAsync($"/api/tasks/{first}/copy"), "tasks", 2);
    }

    [Fact]
    public async Task Audiences_BeyondTheQuota_AreRefused_UploadsToo()
    {
        await using var api = await TestApi.StartAsync(settings: ("Quotas:Audiences", "1"));
        var admin = await api.NewTenantAsync();
        var body = new JsonObject { ["name"] = "List", ["contacts"] = new JsonArray() };
        (await admin.PostAsync("/api/audiences", body)).Expect(201);

        Refused(await admin.PostAsync("/api/audiences", body), "audiences", 1);
        Refused(
            await admin.PostTextAsync("/api/audiences/import?name=Upload&channel=email", "ann@example.net", "text/plain"),
            "audiences",
            1
        );
    }

    [Fact]
    public async Task Contacts_BeyondTheQuota_AreRefused_ChangesAreNot_UntilOneIsDeleted()
    {
        await using var api = await TestApi.StartAsync(settings: ("Quotas:Contacts", "2"));
        var admin = await api.NewTenantAsync();
        var body = new JsonObject { ["language"] = "fr" };
        (await admin.PutAsync("/api/contacts/ann", body)).Expect(201);
        (await admin.PutAsync("/api/contacts/bob", body)).Expect(201);

        Refused(await admin.PutAsync("/api/contacts/cem", body), "contacts", 2);
        (await admin.PutAsync("/api/contacts/ann", new JsonObject { ["language"] = "de" })).Expect(200);
        Assert.Equal("""{"used":2,"limit":2}""", (await admin.GetAsync("/api/usage")).Expect(200)["items"]!["contacts"]!.ToJsonString());

        (await admin.DeleteAsync("/api/contacts/ann")).Expect(204);
        (await admin.DeleteAsync("/api/contacts/ann")).Expect(404);
        (await admin.PutAsync("/api/contacts/cem", body)).Expect(201);
        Refused(await admin.PutAsync("/api/contacts/dee", body), "contacts", 2);
    }

    [Fact]
    public async Task StoredBytes_BeyondTheQuota_AreRefused_CopiesAndFilesToo_APersonsChangesAreNot_UntilSomethingIsDeleted()
    {
        var time = new FakeTimeProvider(Any.Now);
        await using var api = await TestApi.StartAsync(
            services => services.AddSingleton<TimeProvider>(time),
            ("Quotas:StoredBytes", "3000")
        );
        var admin = await api.NewTenantAsync();
        var measured = 3000L;
        var counters = (InMemoryTenantCounters)api.Get<ITenantCounters>();
        counters.Bytes = _ => measured;
        var task = (await admin.NewTaskAsync()).Id();
        Assert.InRange(await UsedAsync(), 100, 1000);
        var creative = new JsonObject
        {
            ["name"] = "Long",
            ["channel"] = "sms",
            ["text"] = new string('x', 1500),
        };
        (await admin.PostAsync("/api/creatives", creative)).Expect(201);
        Assert.InRange(await UsedAsync(), 1600, 2900);

        Refused(await admin.PostAsync("/api/creatives", creative), "storedBytes", 3000);
        Refused(await admin.PostAsync("/api/tasks", Bodies.Task()), "storedBytes", 3000);
        Refused(await admin.PostAsync($"/api/tasks/{task}/copy"), "storedBytes", 3000);
        Refused(await UploadAsync(lines: 1), "storedBytes", 3000);
        Refused(await admin.PostTextAsync("/api/contacts/import", "{\"id\":\"ann\"}", "application/x-ndjson"), "storedBytes", 3000);
        (await admin.PutAsync("/api/contacts/ann", new JsonObject { ["language"] = "fr" })).Expect(201);

        measured = 500;
        time.Advance(StoredBytesQuota.MeasuredFor + TimeSpan.FromSeconds(1));
        (await admin.PostAsync("/api/creatives", creative)).Expect(201);
        var used = await UsedAsync();
        var tooLarge = await UploadAsync(lines: 100);
        Refused(tooLarge, "storedBytes", 3000);
        Assert.Contains(
            $"does not fit into the quota 'storedBytes': your company uses {used} and",
            tooLarge.Json.Text("detail"),
            StringComparison.Ordinal
        );
        Assert.InRange(await UsedAsync(), 2000, 2900);
        (await UploadAsync(lines: 10)).Expect(201);

        async Task<long> UsedAsync() => (long)(await admin.GetAsync("/api/usage")).Expect(200)["items"]!["storedBytes"]!["used"]!;

        Task<Answer> UploadAsync(int lines) =>
            admin.PostTextAsync(
                "/api/audiences/import?name=Upload&channel=email",
                string.Join('\n', Enumerable.Range(0, lines).Select(i => $"person{i}@example.net")),
                "text/plain"
            );
    }

    [Fact]
    public async Task Accounts_AreListedPageByPage()
    {
        await using var api = await TestApi.StartAsync();
        var admin = await api.NewTenantAsync();
        List<string> ids = [];
        for (var i = 0; i < 3; i++)
        {
            ids.Add((await admin.PostAsync("/api/channel-accounts", Bodies.Account())).Expect(201).Id());
        }

        var first = (await admin.GetAsync("/api/channel-accounts?limit=2")).Expect(200);
        var rest = (await admin.GetAsync($"/api/channel-accounts?limit=2&cursor={first.Text("next")}")).Expect(200);

        Assert.Equal([ids[2], ids[1]], first["items"]!.AsArray().Select(account => account!.Id()));
        Assert.Equal([ids[0]], rest["items"]!.AsArray().Select(account => account!.Id()));
        Assert.Null(rest["next"]);
        (await admin.GetAsync("/api/channel-accounts?cursor=nonsense")).ExpectInvalid("cursor");
    }

    private static void Refused(Answer answer, string kind, int limit)
    {
        var detail = answer.ExpectProblem(409, "quotaExceeded").Text("detail");
        Assert.Contains($"'{kind}'", detail, StringComparison.Ordinal);
        Assert.Contains($"may have {limit}.", detail, StringComparison.Ordinal);
    }
}
